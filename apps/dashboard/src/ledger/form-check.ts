/**
 * Whether a value is of a form: a reader of the part of JSON Schema that the forms of answers use. A whole validator would
 * be a tenth of all that a page may weigh; a test holds this one against such a validator, mismatch by mismatch.
 * @module
 */

/** What forms say. `answer-forms.ts` leaves nothing else in, and a test sees that it stays so. */
export interface Form {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Form>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Form;
  readonly propertyNames?: Form;
  readonly items?: Form;
  readonly anyOf?: readonly Form[];
  readonly oneOf?: readonly Form[];
  readonly allOf?: readonly Form[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly format?: "date-time";
}

/** Forms by name. */
export type Forms = Readonly<Record<string, Form>>;

/** Where a value is not of a form, and what was wanted there; `undefined` where all of it is. */
export function mismatch(form: Form, value: unknown, forms: Forms, at = ""): string | undefined {
  return (
    referred(form, value, forms, at) ??
    ofType(form, value, at) ??
    ofChoice(form, value, forms, at) ??
    ofSize(form, value, at) ??
    ofMembers(form, value, forms, at)
  );
}

function referred({ $ref }: Form, value: unknown, forms: Forms, at: string): string | undefined {
  if ($ref === undefined) return undefined;
  const form = forms[$ref.slice("#/$defs/".length)];
  return form === undefined ? `${place(at)}: no form ${$ref}` : mismatch(form, value, forms, at);
}

function ofType(form: Form, value: unknown, at: string): string | undefined {
  const { type, format } = form;
  const types = type === undefined ? [] : typeof type === "string" ? [type] : type;
  if (types.length > 0 && !types.some((one) => isOf(one, value))) {
    return `${place(at)}: wants ${types.map((one) => (one === "null" ? "nothing" : one)).join(" or ")}, found ${found(value)}`;
  }
  if ("const" in form && value !== form.const) return `${place(at)}: wants ${JSON.stringify(form.const)}`;
  if (form.enum !== undefined && !form.enum.includes(value))
    return `${place(at)}: wants one of ${form.enum.join(", ")}`;
  if (format === "date-time" && typeof value === "string" && !isMoment(value)) {
    return `${place(at)}: wants a date and time, found ${found(value)}`;
  }
  return undefined;
}

function ofChoice(
  { anyOf, oneOf, allOf }: Form,
  value: unknown,
  forms: Forms,
  at: string,
): string | undefined {
  for (const one of allOf ?? []) {
    const wrong = mismatch(one, value, forms, at);
    if (wrong !== undefined) return wrong;
  }
  const some = anyOf ?? oneOf;
  if (some === undefined) return undefined;
  const wrongs = some.map((one) => mismatch(one, value, forms, at));
  const fits = wrongs.filter((wrong) => wrong === undefined).length;
  if (oneOf === undefined ? fits > 0 : fits === 1) return undefined;
  // that of the form which fits furthest says most
  return wrongs.toSorted((a, b) => (b?.length ?? 0) - (a?.length ?? 0))[0] ?? `${place(at)}: fits two forms`;
}

function ofSize(
  { minimum, maximum, exclusiveMinimum }: Form,
  value: unknown,
  at: string,
): string | undefined {
  if (typeof value !== "number") return undefined;
  if (minimum !== undefined && value < minimum)
    return `${place(at)}: wants at least ${minimum}, found ${value}`;
  if (maximum !== undefined && value > maximum)
    return `${place(at)}: wants at most ${maximum}, found ${value}`;
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) {
    return `${place(at)}: wants more than ${exclusiveMinimum}, found ${value}`;
  }
  return undefined;
}

function ofMembers(form: Form, value: unknown, forms: Forms, at: string): string | undefined {
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) {
      const wrong =
        form.items === undefined ? undefined : mismatch(form.items, one, forms, `${at}[${index}]`);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const missing = form.required?.find((key) => !Object.hasOwn(value, key));
  if (missing !== undefined) return `${place(at)}: lacks ${missing}`;
  for (const [key, one] of Object.entries(value)) {
    const known =
      form.properties !== undefined && Object.hasOwn(form.properties, key) ? form.properties[key] : undefined;
    const of = known ?? (form.properties?.[key] === undefined ? form.additionalProperties : undefined);
    const wrong =
      (form.propertyNames === undefined
        ? undefined
        : mismatch(form.propertyNames, key, forms, `${at}.${key}`)) ??
      (of === undefined ? undefined : mismatch(of, one, forms, `${at}.${key}`));
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function isOf(type: string, value: unknown): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "integer":
      return Number.isInteger(value);
    case "number":
      // one too large for a number is read as infinite
      return Number.isFinite(value);
    default:
      return typeof value === type;
  }
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/u;

function isMoment(text: string): boolean {
  return MOMENT.test(text) && !Number.isNaN(Date.parse(text));
}

function place(at: string): string {
  return at === "" ? "the answer" : at.replace(/^\./u, "");
}

function found(value: unknown): string {
  return value == null ? "nothing" : JSON.stringify(value).slice(0, 40);
}
