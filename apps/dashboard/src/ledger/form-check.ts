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

/** Where something is wrong, and what; the place is put together only where something is. */
interface Wrong {
  readonly at: string;
  readonly says: string;
}

/** Where a value is not of a form, and what was wanted there; `undefined` where all of it is. */
export function mismatch(form: Form, value: unknown, forms: Forms): string | undefined {
  const wrong = wrongIn(form, value, forms);
  return wrong === undefined ? undefined : `${place(wrong.at)}: ${wrong.says}`;
}

function wrongIn(form: Form, value: unknown, forms: Forms): Wrong | undefined {
  return (
    referred(form, value, forms) ??
    ofType(form, value) ??
    ofChoice(form, value, forms) ??
    ofSize(form, value) ??
    ofMembers(form, value, forms)
  );
}

const here = (says: string): Wrong => ({ at: "", says });
const below = (at: string, wrong: Wrong): Wrong => ({ at: at + wrong.at, says: wrong.says });

function referred({ $ref }: Form, value: unknown, forms: Forms): Wrong | undefined {
  if ($ref === undefined) return undefined;
  const form = forms[$ref.slice("#/$defs/".length)];
  return form === undefined ? here(`no form ${$ref}`) : wrongIn(form, value, forms);
}

function ofType(form: Form, value: unknown): Wrong | undefined {
  const types = typeof form.type === "string" ? [form.type] : (form.type ?? []);
  if (types.length > 0 && !types.some((one) => isOf(one, value))) {
    return here(
      `wants ${types.map((one) => (one === "null" ? "nothing" : one)).join(" or ")}, found ${found(value)}`,
    );
  }
  if ("const" in form && value !== form.const) return here(`wants ${JSON.stringify(form.const)}`);
  if (form.enum !== undefined && !form.enum.includes(value))
    return here(`wants one of ${form.enum.join(", ")}`);
  if (form.format === "date-time" && typeof value === "string" && !isMoment(value)) {
    return here(`wants a date and time, found ${found(value)}`);
  }
  return undefined;
}

function ofChoice({ anyOf, oneOf, allOf }: Form, value: unknown, forms: Forms): Wrong | undefined {
  for (const one of allOf ?? []) {
    const wrong = wrongIn(one, value, forms);
    if (wrong !== undefined) return wrong;
  }
  const some = anyOf ?? oneOf;
  if (some === undefined) return undefined;
  const wrongs: Wrong[] = [];
  for (const one of some) {
    const wrong = wrongIn(one, value, forms);
    if (wrong !== undefined) wrongs.push(wrong);
    else if (oneOf === undefined) return undefined;
  }
  if (oneOf !== undefined && wrongs.length === some.length - 1) return undefined;
  // that of the form which fits furthest says most
  const furthest = wrongs.toSorted((a, b) => length(b) - length(a))[0];
  return wrongs.length < some.length ? here("fits two forms") : furthest;
}

function length({ at, says }: Wrong): number {
  return at.length + says.length;
}

function ofSize({ minimum, maximum, exclusiveMinimum }: Form, value: unknown): Wrong | undefined {
  if (typeof value !== "number") return undefined;
  if (minimum !== undefined && value < minimum) return here(`wants at least ${minimum}, found ${value}`);
  if (maximum !== undefined && value > maximum) return here(`wants at most ${maximum}, found ${value}`);
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) {
    return here(`wants more than ${exclusiveMinimum}, found ${value}`);
  }
  return undefined;
}

function ofMembers(form: Form, value: unknown, forms: Forms): Wrong | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) {
    const { items } = form;
    if (items === undefined) return undefined;
    for (let index = 0; index < value.length; index += 1) {
      const wrong = wrongIn(items, value[index], forms);
      if (wrong !== undefined) return below(`[${index}]`, wrong);
    }
    return undefined;
  }
  const { required, properties, additionalProperties, propertyNames } = form;
  const missing = required?.find((key) => !Object.hasOwn(value, key));
  if (missing !== undefined) return here(`lacks ${missing}`);
  for (const key of Object.keys(value)) {
    const known = properties !== undefined && Object.hasOwn(properties, key) ? properties[key] : undefined;
    const of = known ?? additionalProperties;
    const wrong =
      (propertyNames === undefined ? undefined : wrongIn(propertyNames, key, forms)) ??
      (of === undefined ? undefined : wrongIn(of, (value as Readonly<Record<string, unknown>>)[key], forms));
    if (wrong !== undefined) return below(`.${key}`, wrong);
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
