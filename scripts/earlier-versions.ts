/**
 * Whether versions of Permanences from before a migration run on the schema that it leaves: a fact that its author
 * writes into it, in one line of comment, and that the runner keeps in the database beside the migration, where such a
 * version reads it (docs/decisions/backup-and-update.md):
 *
 * - `earlier-versions: run`: every one that ran before it;
 * - `earlier-versions: run from NAME`: those that know the migration NAME;
 * - `earlier-versions: stop, REASON`: none.
 */
export type EarlierVersions =
  | { readonly run: true; readonly from: string | undefined }
  | { readonly run: false; readonly why: string };

const LINE = /^-- (?<mark>earlier-versions: .*)$/m;
const MARK = /^earlier-versions: (?:run(?: from (?<from>\d{14}_[a-z0-9_]+))?|stop, (?<why>.*\S.*))$/;

/** The mark in the script of a migration, as it is kept in the database; undefined where there is none. */
export const markIn = (script: string): string | undefined => LINE.exec(script)?.groups?.["mark"]?.trimEnd();

/** What a mark says; undefined where it is missing or says something else. */
export function readMark(mark: string | null | undefined): EarlierVersions | undefined {
  const { from, why } = MARK.exec(mark ?? "")?.groups ?? {};
  if (!MARK.test(mark ?? "")) return undefined;
  return why === undefined ? { run: true, from } : { run: false, why };
}

/**
 * Why a version that knows the migrations `known`, and not this one, does not run on the schema that this one leaves;
 * undefined when it does.
 */
export function whyNotOn(mark: string | null | undefined, known: readonly string[]): string | undefined {
  const says = readMark(mark);
  if (!says) return "it does not say that earlier versions run on its schema";
  if (!says.run) return says.why;
  return says.from === undefined || known.includes(says.from)
    ? undefined
    : `only versions that know ${says.from} run on its schema`;
}
