declare module "virtual:answer-forms" {
  const forms: { readonly $defs: import("./ledger/form-check.ts").Forms };
  export default forms;
}
