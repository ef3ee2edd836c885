import { z } from "zod";
import { accept } from "#lib/result.ts";
import { isPersonalNumber } from "./free-text.ts";
import { ours } from "./bounds.ts";

/**
 * Why a form of the team was refused. A new code stands here, gets its sentence in `components/staff/wording.ts`, and
 * does not compile without.
 */
const STAFF_REFUSALS = [
  "not-allowed",
  "malformed",
  "form-too-large",
  "login-ended",
  "missing",
  "logo-too-large",
  "logo-again",
  "personal-number-refused",
  "idempotency-key-reused",
  "state-changed",
  "changed-meanwhile",
  "code-unknown",
  "wrong-code",
  "leads-elsewhere",
  "being-helped",
  "not-found",
  "no-such-phone",
  "no-mobile",
  "no-such-email",
  "no-way-to-reach",
  "no-such-postal-code",
  "no-such-commune",
  "no-position",
  "position-elsewhere",
  "far-from-commune",
  "unreadable-hours",
  "own-account",
  "last-administrator",
  "no-such-place",
  "place-missing",
  "place-not-chosen",
  "places-ticked",
  "others-ticked",
  "already-over",
  "has-role",
  "already-invited",
  "nothing-chosen",
  "not-theirs",
  "no-such-receiver",
  "no-such-origin",
  "no-such-host",
  "host-of-installation",
  "host-taken",
  "too-many-origins",
  "no-topic-chosen",
  "nothing-planned",
  "begins-in-the-past",
  "ends-in-the-past",
  "ends-before-it-begins",
  "too-far-ahead",
  "closed-already",
  "still-shut",
  "hours-taken",
  "permanence-closed",
  "effect-changed",
  "others-are-there",
  "half-day-over",
  "half-day-cancelled",
  "outside-half-day",
  "no-role-there",
  "absent",
  "away-already",
  "part-of-one-day",
  "planned-here",
  "planned-elsewhere",
  "desk-taken",
  "no-desk-left",
  "sentence-missing",
  "decision-day-missing",
  "unknown-topic",
  "appointments-do-not-fit",
  "offer-ended",
  "closed-then",
  "desk-busy",
  "mail-set-up",
  "no-mail-server",
  "mail-not-sent",
  "file-too-large",
  "file-cut",
  "no-room",
  "file-encoding",
  "file-json",
  "file-list",
  "file-too-many",
  "file-columns",
  "not-a-school-calendar",
  "file-too-many-lines",
  "file-too-many-changes",
  "lines-refused",
  "import-running",
  "nothing-there",
  "upload-gone",
  "several-topics",
  "no-such-topic",
  "hour-missing",
  "hour-gone",
  "case-gone",
  "cases-full",
  "not-by-hour",
  "nobody-found",
  "day-unreadable",
  "found-gone",
  "nothing-sent",
  "too-late-to-change",
  "not-now",
  "not-over",
  "month-closed",
  "people-there",
  "nobody-on-sheet",
  "more-than-received",
  "no-such-count",
  "day-to-come",
  "counts-disagree",
  "reminder-out-of-range",
  "reminders-too-close",
  "no-such-limit",
  "too-many-requests",
  "asked-too-often",
  "busy",
  "unexpected",
] as const;
export type StaffRefusal = (typeof STAFF_REFUSALS)[number];

/**
 * The refusals of a form by the names of its fields; `form` when no single field is meant. `said`: a whole sentence in
 * the reader's language, where a value belongs into it.
 */
export type FieldRefusals = Readonly<Record<string, StaffRefusal | { readonly said: string }>>;

const KNOWN: ReadonlySet<string> = new Set(STAFF_REFUSALS);
/** Whether a code is one of `STAFF_REFUSALS`. */
export const isStaffRefusal = (code: string): code is StaffRefusal => KNOWN.has(code);

/**
 * The refusals of a failed parse by the field that each issue is about. The message of an issue may be a code of
 * `STAFF_REFUSALS` (`z.string().min(1, "missing")`); any other is `malformed`. `fieldOf`: the field of an issue's path,
 * where it is not the first part of it.
 */
export function refusalsOf(
  { issues }: z.ZodError,
  fieldOf: (path: readonly PropertyKey[]) => string = ([first]) => String(first ?? "form"),
): Readonly<Record<string, StaffRefusal>> {
  const refusals: Record<string, StaffRefusal> = {};
  for (const issue of issues.flatMap(issuesOfShape)) {
    const field = fieldOf(issue.path);
    const code = isPersonalNumber(issue) || isStaffRefusal(issue.message) ? issue.message : "malformed";
    refusals[field] ??= isStaffRefusal(code) ? code : "malformed";
  }
  return refusals;
}

/** The code or sentence of each refusal, as `TypedForm` keeps them. */
export const saidOf = (refusals: FieldRefusals): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(refusals).map(([field, why]) => [field, typeof why === "string" ? why : why.said]));

/** What a form says, read; or what is wrong in it, by its fields. */
export type ReadForm<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusals: FieldRefusals };

/**
 * The field beside which a refusal of a use case is said, and the code by which it is said there where the form has its
 * own. A refusal that is not named is said of the form as a whole.
 */
export type FieldsOfRefusals = Readonly<Record<string, string | readonly [field: string, said: StaffRefusal]>>;

/** The codes that a form with these `Placed` can say. */
export type SayableRefusal<Placed extends FieldsOfRefusals> = StaffRefusal | (keyof Placed & string);

/** A refusal of a use case, beside the field that it is about. */
export function refusedBeside<const Placed extends FieldsOfRefusals, Refusal extends SayableRefusal<Placed>>(
  refusal: Refusal,
  placed: Placed,
): FieldRefusals {
  const at: FieldsOfRefusals[string] = (placed as FieldsOfRefusals)[refusal] ?? "form";
  const [field, said] = typeof at === "string" ? [at, refusal] : at;
  return { [field]: isStaffRefusal(said) ? said : "unexpected" };
}

/**
 * A form of the team, said once for its page and its route. `Name`: the names of its fields, by which the page shows
 * them (`StaffForm`). `read`: reads what was sent. `beside`: where the refusals of its use case are said.
 */
export type FormOf<Name extends string, Value, Placed extends FieldsOfRefusals> = {
  readonly read: (fields: Readonly<Record<string, string>>) => ReadForm<Value>;
  readonly beside?: Placed;
  /** For the types alone. */
  readonly names?: Name;
};
export type NameOf<Form> = Form extends FormOf<infer Name, unknown, FieldsOfRefusals> ? Name : never;

/**
 * A form that a schema reads, with the codes of `STAFF_REFUSALS` as its messages. `from`: makes of the texts what the
 * schema knows; without it the fields are those of the schema, and others are left out. `fieldOf`: the field of an
 * issue's path, where it is not the first part of it.
 */
export const formOf = <
  Schema extends z.ZodType,
  const Placed extends FieldsOfRefusals = Readonly<Record<never, never>>,
  Name extends string = keyof z.input<Schema> & string,
>(
  schema: Schema,
  {
    beside = {} as Placed,
    from = (fields) => (schema instanceof z.ZodObject ? knownOf(schema, fields) : fields),
    fieldOf,
  }: {
    readonly beside?: Placed;
    readonly from?: (fields: Readonly<Record<Name, string>>) => unknown;
    readonly fieldOf?: (path: readonly PropertyKey[]) => string;
  } = {},
): FormOf<Name, z.output<Schema>, Placed> & { readonly beside: Placed } => ({
  read: (fields) => {
    const read = schema.safeParse(from(fields));
    return read.success ? accept(read.data) : { ok: false, refusals: refusalsOf(read.error, fieldOf) };
  },
  beside,
});

const knownOf = ({ shape }: z.ZodObject, fields: Readonly<Record<string, string>>): unknown =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => Object.hasOwn(shape, name)));

/**
 * The issues of a value that may have several shapes: those of the one shape that knows every field that was sent, if
 * there is one.
 */
function issuesOfShape(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union") return [issue];
  const [shape, ...others] = issue.errors.filter((of) => !of.some(({ code }) => code === "unrecognized_keys"));
  return shape && others.length === 0 ? shape.map((one) => ({ ...one, path: [...issue.path, ...one.path] })) : [issue];
}

/**
 * What was typed into a form of the team and why it was refused, to show the page with it again. `form`: which form of
 * the page. `fields`: the texts by the names of their fields. `refusals`: codes of `STAFF_REFUSALS`, or whole sentences
 * where a value belongs into them, by the names of the fields that they are about; `form` for the form as a whole.
 */
export const typedForm = z.object({
  form: ours,
  fields: z.record(ours, ours),
  refusals: z.record(ours, ours),
});
export type TypedForm = z.infer<typeof typedForm>;

/**
 * The prefixes of the names of boxes, one for each topic, language, theme or place of a form: `topic:caf`,
 * `language:ar`. What no tick means is said where a form is read.
 */
export const TOPIC_BOX = "topic:";
export const LANGUAGE_BOX = "language:";
export const THEME_BOX = "theme:";
export const PLACE_BOX = "place:";

/** What is ticked of the boxes with this prefix, as their names say after it. */
export const ticked = (fields: Readonly<Record<string, string>>, prefix: string): readonly string[] =>
  Object.keys(fields)
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length));
