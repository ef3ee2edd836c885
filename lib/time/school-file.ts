import { readCsv } from "#lib/csv.ts";
import { instantOf, type Instant } from "./instant.ts";
import { localDateOf, minuteOfDay, plusDays } from "./zone.ts";

/** School holidays of a zone as rows hold them: its zone, their name, their first and last day (YYYY-MM-DD). */
export type SchoolRow = { readonly zone: string; readonly name: string; readonly from: string; readonly to: string };

/**
 * A line that was not read: its number in the file, and why. `columns`: it has another number of them; `other-dates`:
 * an earlier line of its zone has other days then.
 */
type SchoolProblem = {
  readonly line: number;
  readonly why: "columns" | "zone" | "dates" | "name" | "other-dates";
};

/** What a file says. `leftOut`: lines about teachers alone, and those of another académie that say the same again. */
export type SchoolFile = {
  readonly rows: readonly SchoolRow[];
  readonly problems: readonly SchoolProblem[];
  readonly leftOut: number;
};

/**
 * Reads the calendar of the ministry of education (« fr-en-calendrier-scolaire », separated by semicolons):
 * Description; Population; Date de début; Date de fin; Académies; Zones; annee_scolaire. Its moments are midnights of
 * the day of the last lessons and of the day of the next ones, in UTC, so holidays last from the day after the first to
 * the day before the second. The summer begins with one moment alone, which makes one day; what follows is not known.
 * Undefined when the first line names no such columns.
 */
export function readSchoolFile(text: string): SchoolFile | undefined {
  const [head, ...lines] = readCsv(text).map(({ number, fields }) => ({ number, fields: fields.map(tidy) }));
  const names = (head?.fields ?? []).map(plain);
  const columns = COLUMNS.map((name) => names.indexOf(name));
  if (columns.includes(-1)) return undefined;
  const rows: SchoolRow[] = [];
  const problems: SchoolProblem[] = [];
  let leftOut = 0;
  for (const { number: line, fields } of lines) {
    const read = fields.length === names.length ? rowOf(columns.map((at) => fields[at] ?? "")) : "columns";
    if (read === "teachers") {
      leftOut++;
      continue;
    }
    if (typeof read === "string") {
      problems.push({ line, why: read });
      continue;
    }
    const there = rows.filter((row) => row.zone === read.zone && row.from <= read.to && read.from <= row.to);
    if (there.length === 0) rows.push(read);
    else if (there.every(({ from, to }) => from === read.from && to === read.to)) leftOut++;
    else problems.push({ line, why: "other-dates" });
  }
  return { rows: rows.sort(byZoneThenDay), problems, leftOut };
}

/** As `plain` writes them. */
const COLUMNS = ["description", "population", "date de debut", "date de fin", "zones"];
const TEACHERS = "enseignants";
/** Characters that the name of holidays may have (constraint `school_holiday_name`). */
const LONGEST_NAME = 80;

const tidy = (field: string): string => field.trim();

function rowOf([name = "", population = "", start = "", end = "", zone = ""]: readonly string[]):
  | SchoolRow
  | "teachers"
  | SchoolProblem["why"] {
  if (population.toLowerCase() === TEACHERS) return "teachers";
  const known = ZONES.get(plain(zone));
  if (!known) return "zone";
  if (name === "" || name.length > LONGEST_NAME) return "name";
  const first = momentOf(start);
  const last = end === "" ? momentOf(start) : momentOf(end);
  if (first === undefined || last === undefined || last < first) return "dates";
  const from = plusDays(dayOf(first, known.timeZone), 1);
  const to = plusDays(dayOf(last, known.timeZone), -1);
  return { zone: known.zone, name, from, to: to < from ? from : to };
}

const momentOf = (text: string): Instant | undefined =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})$/u.test(text) && !Number.isNaN(Date.parse(text))
    ? instantOf(text)
    : undefined;

/** The day that begins at that moment in the zone itself, or in Paris, where some lines have their midnight. */
function dayOf(moment: Instant, timeZone: string): string {
  const isMidnight = (zone: string): boolean => minuteOfDay(moment, zone) === 0;
  return localDateOf(moment, !isMidnight(timeZone) && isMidnight(PARIS) ? PARIS : timeZone);
}

const PARIS = "Europe/Paris";

/** A name without accents, hyphens and capitals. */
const plain = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z]+/gu, " ")
    .trim();

/** The zones as the ministry names them, and as rows do (`schoolZoneOf`). */
const ZONES: ReadonlyMap<string, { readonly zone: string; readonly timeZone: string }> = new Map(
  (
    [
      ["zone a", "A", PARIS],
      ["zone b", "B", PARIS],
      ["zone c", "C", PARIS],
      ["corse", "Corse", PARIS],
      ["guadeloupe", "971", "America/Guadeloupe"],
      ["martinique", "972", "America/Martinique"],
      ["guyane", "973", "America/Cayenne"],
      ["reunion", "974", "Indian/Reunion"],
      ["saint pierre et miquelon", "975", "America/Miquelon"],
      ["mayotte", "976", "Indian/Mayotte"],
      ["wallis et futuna", "986", "Pacific/Wallis"],
      ["polynesie", "987", "Pacific/Tahiti"],
      ["nouvelle caledonie", "988", "Pacific/Noumea"],
    ] as const
  ).map(([name, zone, timeZone]) => [name, { zone, timeZone }]),
);

const byZoneThenDay = (a: SchoolRow, b: SchoolRow): number =>
  a.zone < b.zone ? -1 : a.zone > b.zone ? 1 : a.from < b.from ? -1 : 1;
