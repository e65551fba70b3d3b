/** A file of the repository as text, the way the test runner reads it. Tests only: core itself reads no files. */
interface ImportMeta {
  glob(
    path: string,
    options: { readonly query: "?raw"; readonly import: "default"; readonly eager: true },
  ): Readonly<Record<string, string>>;
}
