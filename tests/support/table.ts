import type { RunOutcome } from "./counts.ts";

/** One run of one layer; `date`: when the clock of the machine was moved for it. */
export type LayerRun = RunOutcome & {
  readonly layer: string;
  readonly zone?: string;
  readonly date?: string;
  readonly seconds: number;
};

/** Seconds from which a test file is named: it is where time can be saved. */
const NAMED_FROM = 20;

/**
 * Prints how many tests ran and passed and how long it took, by layer and by date or zone, then every file that took
 * long.
 */
export function printTable(rows: readonly LayerRun[]): void {
  const line = (cells: readonly string[]): string =>
    `${cells[0]?.padEnd(20)}${cells[1]?.padEnd(18)}${cells
      .slice(2)
      .map((cell) => cell.padStart(8))
      .join("")}`;
  const where = rows.some(({ date }) => date !== undefined) ? "date" : "zone";
  const heading = { date: "date", zone: "process zone" }[where];
  console.log(`\n${line(["layer", heading, "ran", "passed", "failed", "seconds"])}`);
  for (const { layer, passed, failed, seconds, [where]: place = "" } of rows) {
    console.log(line([layer, place, String(passed + failed), String(passed), String(failed), seconds.toFixed(0)]));
  }
  const long = rows.flatMap(({ files }) => files).filter(({ seconds }) => seconds > NAMED_FROM);
  if (long.length === 0) return;
  console.log(`\nFiles over ${NAMED_FROM} s:`);
  for (const { file, seconds } of long.toSorted((one, other) => other.seconds - one.seconds))
    console.log(`${seconds.toFixed(0).padStart(6)}  ${file}`);
}
