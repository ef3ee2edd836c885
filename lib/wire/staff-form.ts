import { z } from "zod";
import { isPersonalNumber } from "./free-text.ts";

/**
 * Why a form of the team was refused. A new code stands here, gets its sentence in `components/staff/wording.ts`, and does
 * not compile without.
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
  "table-taken",
  "no-table-left",
  "sentence-missing",
  "decision-day-missing",
  "unknown-topic",
  "appointments-do-not-fit",
  "offer-ended",
  "closed-then",
  "table-busy",
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
 * The refusals of a form by the names of its fields; `form` when no single field is meant. `said`: a whole sentence in the
 * reader's language, where a value belongs into it.
 */
export type FieldRefusals = Readonly<Record<string, StaffRefusal | { readonly said: string }>>;

const KNOWN: ReadonlySet<string> = new Set(STAFF_REFUSALS);
/** Whether a code is one of `STAFF_REFUSALS`. */
export const isStaffRefusal = (code: string): code is StaffRefusal => KNOWN.has(code);

/**
 * The refusals of a failed parse by the field that each issue is about. The message of an issue may be a code of
 * `STAFF_REFUSALS` (`z.string().min(1, "missing")`); any other is `malformed`. `fieldOf`: the field of an issue's path, where
 * it is not the first part of it.
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

/** The issues of a value that may have several shapes: those of the one shape that knows every field that was sent, if there is one. */
function issuesOfShape(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union") return [issue];
  const [shape, ...others] = issue.errors.filter((of) => !of.some(({ code }) => code === "unrecognized_keys"));
  return shape && others.length === 0 ? shape.map((one) => ({ ...one, path: [...issue.path, ...one.path] })) : [issue];
}

/**
 * What was typed into a form of the team and why it was refused, to show the page with it again. `form`: which form of the
 * page. `fields`: the texts by the names of their fields. `refusals`: codes of `STAFF_REFUSALS`, or whole sentences where a
 * value belongs into them, by the names of the fields that they are about; `form` for the form as a whole.
 */
export const typedForm = z.object({
  form: z.string(),
  fields: z.record(z.string(), z.string()),
  refusals: z.record(z.string(), z.string()),
});
export type TypedForm = z.infer<typeof typedForm>;
