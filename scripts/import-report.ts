import type { Correction } from "#lib/place/national-place.ts";
import { cleanText } from "#lib/place/clean-text.ts";
import type { LineOutcome, Imported, ImportedLine } from "#lib/server/organisation/places/import-places.ts";
import { translatorIn } from "#lib/server/translate.ts";

/** Characters of a written text that are shown; it is the file's own, and may be anything. */
const SHOWN = 90;

const say = translatorIn("fr", "import");

/** Places that vanished and are named one by one; the others are counted. */
const VANISHED_NAMED = 10;

/**
 * What an import did, in French: each line kept, corrected (what) or refused (why), the places that vanished, the sums.
 * `dryRun`: it wrote nothing, which is said first and last.
 */
export function reportOf({ lines, vanished }: Imported, dryRun = false): readonly string[] {
  const tried = dryRun ? [say("dryRun")] : [];
  const more = vanished.length - VANISHED_NAMED;
  return [
    ...tried,
    ...lines.flatMap(linesOf),
    ...vanished.slice(0, VANISHED_NAMED).map(({ slug, name }) => say("vanished", { slug, name })),
    ...(more > 0 ? [say("vanishedMore", { more })] : []),
    "",
    ...sums(lines, vanished.length),
    ...tried,
  ];
}

/** A record in which only words of the schema's lists were replaced is kept as it was written. */
const isKept = ({ read }: ImportedLine["line"]): boolean =>
  read.outcome === "kept" || (read.outcome === "corrected" && read.corrections.every(({ field }) => field === "terms"));

function linesOf({ line, effect }: ImportedLine): readonly string[] {
  const { number, read } = line;
  const name = shown(line.name ?? line.id ?? say("line.nameless"));
  if (read.outcome === "refused")
    return [
      say("line.refused", {
        number,
        name,
        why: say(`why.${read.why}`, read.why === "same-id-twice" ? { first: read.first } : {}),
      }),
    ];
  if (!effect || effect.did === "of-another-organisation")
    return [say("line.refused", { number, name, why: say("why.of-another-organisation") })];
  const said = say(isKept(line) ? "line.kept" : "line.corrected", { number, name, did: say(`did.${effect.did}`) });
  const corrections = read.outcome === "corrected" ? read.corrections.map(correctionOf) : [];
  return [
    said,
    ...[
      ...corrections,
      ...read.remarks.map((remark) => say(`remark.${remark}`)),
      ...alikeOf(line, effect),
      ...localOf(effect),
    ].map((more) => `      ${more}`),
  ];
}

function correctionOf(correction: Correction): string {
  const field = say(`field.${correction.field}`);
  if ("dropped" in correction)
    return say("line.dropped", { field, from: shown(correction.from), why: say(`dropped.${correction.dropped}`) });
  return say("line.rewritten", { field, from: shown(correction.from), to: shown(correction.to) });
}

function alikeOf({ alike }: ImportedLine["line"], effect: LineOutcome): readonly string[] {
  if (alike !== undefined) return [say("alike.line", { first: alike })];
  return "alike" in effect && effect.alike !== undefined ? [say("alike.place", { slug: effect.alike })] : [];
}

const localOf = (effect: LineOutcome): readonly string[] =>
  effect.did === "of-another-organisation" || effect.local.length === 0
    ? []
    : [say("line.local", { fields: effect.local.map((field) => say(`kept.${field}`)).join(", ") })];

/** A text of the file on one line of a terminal, without what could move its cursor. */
function shown(written: string): string {
  const letters = [...(cleanText(written) ?? "")];
  return letters.length <= SHOWN ? letters.join("") : `${letters.slice(0, SHOWN - 1).join("")}\u2026`;
}

function sums(lines: readonly ImportedLine[], vanished: number): readonly string[] {
  const did = (what: LineOutcome["did"]): number => lines.filter(({ effect }) => effect?.did === what).length;
  const read = lines.filter(
    ({ line, effect }) => line.read.outcome !== "refused" && effect?.did !== "of-another-organisation",
  );
  const kept = read.filter(({ line }) => isKept(line)).length;
  const corrected = read.length - kept;
  return [
    say("total.read", { lines: lines.length, kept, corrected, refused: lines.length - kept - corrected }),
    say("total.done", { added: did("added"), changed: did("changed"), nothing: did("nothing"), vanished }),
  ];
}
