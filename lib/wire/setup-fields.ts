import { z } from "zod";
import { cleanText } from "#lib/place/clean-text.ts";
import { phoneNumberOf } from "#lib/place/phone-number.ts";
import { isSlug } from "#lib/place/slug.ts";
import { isDay, written } from "./bounds.ts";

/**
 * What is wrong in a set-up file or form. `path`: the field, `weekly.0.from`; empty for the file itself. `code`: the
 * sentence setup.problem.<code> of the messages. `what`: what was expected there, setup.what.<what>. `values`: of both.
 */
export type SetupProblem = {
  readonly path: string;
  readonly code: string;
  readonly what?: string;
  readonly values?: Readonly<Record<string, string | number>>;
};

type Issue = { readonly code: string; readonly values?: SetupProblem["values"] };

/** What is expected of a field, with an example that shows its form; and `most`, the characters it may have. */
type Expected = { readonly what: string; readonly example: string; readonly most?: number };

/** Messages of issues that are such a text say what is expected; any other is the code of a problem. */
export const expected = (what: string, example: string, most?: number): string =>
  JSON.stringify({ what, example, ...(most !== undefined && { most }) });

/** A text that `parse` reads; refused when it answers undefined, or with the issue that it answers. */
export const read = <Value>(
  error: string,
  parse: (typed: string) => Value | undefined,
  issueOf?: (typed: string) => Issue | undefined,
) =>
  written(error).transform((typed, context): Value => {
    const issue = issueOf?.(typed);
    const value = issue ? undefined : parse(typed);
    if (value !== undefined) return value;
    context.addIssue({ code: "custom", message: issue?.code ?? error, params: issue?.values ?? {} });
    return z.NEVER;
  });

/** A text of at most `most` characters, without invisible ones. */
export const text = (most: number, what: string, example: string) =>
  read(expected(what, example, most), (typed) => {
    const clean = cleanText(typed);
    return clean !== undefined && [...clean].length <= most ? clean : undefined;
  });

/** The name of an account, as colleagues read it. */
export const accountName = text(80, "accountName", "Administration");

/** A day that exists, YYYY-MM-DD. */
export const typedDay = read(expected("day", "2027-03-22"), (typed) => (isDay(typed) ? typed : undefined));

/** A name in addresses. */
export const slug = (example: string) =>
  read(expected("slug", example), (typed) => (isSlug(typed) && typed.length <= 60 ? typed : undefined));

const EMAIL = z.email().max(254);
/** A mail address, in small letters. */
export const email = (example: string) =>
  read(expected("email", example), (typed) => EMAIL.safeParse(typed.trim().toLowerCase()).data);

/** A telephone number, in international form. */
export const telephone = read(expected("telephone", "+33261910035"), phoneNumberOf);

/** One word of a closed list. */
export const choice = <Value extends string>(values: readonly [Value, ...Value[]], what: string) =>
  z.enum(values, { error: expected(what, values.join(", ")) });

/** A whole number between two. */
export const whole = (least: number, most: number, what: string) => {
  const error = expected(what, String(least));
  return z.int({ error }).min(least, { error }).max(most, { error });
};

/** The number of a département, « 35 » or « 2A ». */
export const department = read(expected("department", "35"), (typed) =>
  /^(?:\d{2}|2[AB]|97[1-8]|98[4678])$/u.test(typed.toUpperCase()) ? typed.toUpperCase() : undefined,
);

/** The name of a file beside the set-up file; no folder. */
export const fileName = (example: string) =>
  read(expected("fileName", example), (typed) =>
    /^[^/\\]+$/u.test(typed) && typed !== "." && typed !== ".." ? typed : undefined,
  );

/** A list of such items. */
export const list = <Item extends z.ZodType>(item: Item, example: string) =>
  z.array(item, { error: expected("list", example) });

/** A set-up, or all that is wrong with it. */
export type SetupResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly SetupProblem[] };

/** What is wrong by this issue of the schema. `content`: what was parsed, of which the wrong value is shown. */
export function problemsOf(issue: z.core.$ZodIssue, content: unknown): readonly SetupProblem[] {
  const path = pathOf(issue.path);
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), code: "unknown-field" }));
  const input = issue.path.reduce<unknown>(
    (at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key],
    content,
  );
  if (!issue.message.startsWith("{"))
    return [
      { path, code: issue.message, values: { written: shown(input), ...(issue.code === "custom" && issue.params) } },
    ];
  const { what, ...values } = JSON.parse(issue.message) as Expected;
  if (input === undefined || input === null || input === "") return [{ path, code: "missing", what, values }];
  return [{ path, code: "malformed", what, values: { ...values, written: shown(input) } }];
}

/** Characters of a wrong value that are shown. */
const SHOWN = 60;

/** What was written, without what could move the cursor of a terminal. */
function shown(input: unknown): string {
  const clean = cleanText(typeof input === "string" ? input : JSON.stringify(input)) ?? "";
  return clean.length > SHOWN ? `${clean.slice(0, SHOWN)}…` : clean;
}

const pathOf = (path: readonly PropertyKey[]): string => cleanText(path.map(String).join(".")) ?? "";
