/** Compiled by the platform when the Worker is uploaded: `rules` in wrangler.jsonc. */
declare module "*.wasm" {
  const compiled: WebAssembly.Module;
  export default compiled;
}
/** Bytes that are uploaded with the Worker. */
declare module "*.onnx" {
  const bytes: ArrayBuffer;
  export default bytes;
}
