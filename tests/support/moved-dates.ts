import { spawnSync } from "node:child_process";
import { CommandError } from "#scripts/command-error.ts";
import { instant, instantOf, plusMinutes, SECOND, type Instant } from "#lib/time/instant.ts";
import { instantAt, isoInZone, localDateOf, plusDays, weekdayOf } from "#lib/time/zone.ts";
import { filesWith, testFiles } from "./layers.ts";

const PARIS = "Europe/Paris";
const NOON = 12 * 60;
/**
 * Minutes before a midnight or a change of hour at which a run begins, so that its tests look over it, and those of a
 * long run stand on both sides.
 */
const BEFORE = 5;

/** A moment at which the tests are run, and its name. */
type MovedDate = { readonly name: string; readonly moment: Instant };

/** The moments that `npm run test:dates` tries, the next ones after `now` (docs/decisions/what-runs-when.md). */
function movedDates(now: Instant): readonly MovedDate[] {
  const today = localDateOf(now, PARIS);
  const next = (is: (date: string) => boolean): string => {
    let date = plusDays(today, 1);
    while (!is(date)) date = plusDays(date, 1);
    return date;
  };
  const dayOf = (ending: string): string => next((date) => date.endsWith(ending));
  // In all of the Union clocks change at one in the morning UTC of a month's last Sunday.
  const change = (month: string): Instant => {
    const sunday = next(
      (date) => date.slice(5, 7) === month && weekdayOf(date) === 7 && plusDays(date, 7).slice(5, 7) !== month,
    );
    return plusMinutes(instantOf(`${sunday}T01:00:00Z`), -BEFORE);
  };
  const tenYearsOn = new Date(now).setUTCFullYear(new Date(now).getUTCFullYear() + 10);
  return [
    { name: "tomorrow", moment: plusMinutes(now, 24 * 60) },
    // On the clocks of Paris; in UTC it is still the month before.
    { name: "first-of-month", moment: instantAt(dayOf("-01"), 15, PARIS) },
    { name: "31-december", moment: instantAt(dayOf("-12-31"), 24 * 60 - BEFORE, PARIS) },
    { name: "29-february", moment: instantAt(dayOf("-02-29"), NOON, PARIS) },
    { name: "spring-change", moment: change("03") },
    { name: "autumn-change", moment: change("10") },
    { name: "ten-years-on", moment: instant(tenYearsOn) },
  ];
}

/** The layers that run under moved clocks, each with its files: of the browser layer those that start the commands. */
const FILES = {
  unit: () => testFiles("unit"),
  server: () => filesWith("server", "long", false),
  e2e: () => filesWith("e2e", "dates"),
} as const;

/**
 * What the words of `npm run test:dates` ask for, in any order: dates by name or in ISO 8601 (a day means its noon in
 * Paris), layers, and beginnings of paths. No word of a kind: all of it.
 */
export function datesAsked(words: readonly string[], now: Instant) {
  const known = movedDates(now);
  const asked = { dates: [] as MovedDate[], layers: [] as (keyof typeof FILES)[], paths: [] as string[] };
  for (const word of words) {
    const date = known.find(({ name }) => name === word);
    if (date) asked.dates.push(date);
    else if (/^\d{4}-\d\d-\d\d$/u.test(word)) asked.dates.push({ name: word, moment: instantAt(word, NOON, PARIS) });
    else if (/^\d{4}-\d\d-\d\dT/u.test(word)) asked.dates.push({ name: word, moment: instantOf(word) });
    else if (Object.hasOwn(FILES, word)) asked.layers.push(word as keyof typeof FILES);
    else if (word.startsWith("tests/")) asked.paths.push(word);
    else
      throw new CommandError(
        `${word} is neither a date, nor a layer, nor a path. Say a date (2028-02-29) or ${known.map(({ name }) => name).join(", ")}; ${Object.keys(FILES).join(", ")}; or the beginning of a path (tests/server/jobs).`,
      );
  }
  const layers = asked.layers.length > 0 ? asked.layers : (Object.keys(FILES) as (keyof typeof FILES)[]);
  const isAsked = (file: string): boolean => asked.paths.some((path) => file.startsWith(path));
  const runs = layers
    .map((layer) => ({
      layer,
      files: asked.paths.length > 0 ? testFiles(layer).filter(isAsked) : FILES[layer](),
    }))
    .filter(({ files }) => files.length > 0);
  if (runs.length === 0) throw new CommandError(`No test file's path begins with ${asked.paths.join(" or ")}.`);
  // Dates as the clocks of Paris show them.
  const dates = (asked.dates.length > 0 ? asked.dates : known).map(({ moment }) => ({
    moment,
    date: isoInZone(moment, PARIS).slice(0, 16).replace("T", " "),
  }));
  return { dates, runs };
}

/** What datefudge sets: its library before those of each program, and by how many seconds that moves the clock. */
const SETTINGS = ["LD_PRELOAD", "LD_LIBRARY_PATH", "DATEFUDGE"];

/**
 * The settings with which a process and all those that it starts, Postgres too, have a clock that runs from this moment
 * on. What measures how long something takes is another clock, which is not moved. Refuses where datefudge is not
 * installed.
 */
export function clockFrom(moment: Instant): Readonly<Record<string, string>> {
  const { stdout, status } = spawnSync("datefudge", [`@${Math.floor(moment / SECOND)}`, "printenv", ...SETTINGS], {
    encoding: "utf8",
  });
  if (status !== 0)
    throw new CommandError(
      "The clocks of the machine and of the database are moved with datefudge, which is not installed. Install it as root, on Debian or Ubuntu: apt-get install datefudge",
    );
  const values = stdout.split("\n");
  return Object.fromEntries(SETTINGS.map((name, index) => [name, values[index] ?? ""]));
}

/**
 * The environment of a command that is to find no settings: where programs are, and what moves the clock of this run.
 */
export const bareEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    ["PATH", "HOME", "NODE_ENV", ...SETTINGS].map((name) => [name, process.env[name]]),
  ) as NodeJS.ProcessEnv;
