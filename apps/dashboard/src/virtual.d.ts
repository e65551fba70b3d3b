declare module "virtual:answer-forms" {
  import type { Forms } from "./ledger/form-check.ts";

  const forms: { readonly $defs: Forms };
  export default forms;
}
