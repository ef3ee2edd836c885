/** One run of one layer. */
export type Row = {
  readonly layer: string;
  readonly zone?: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
};

/** Prints how many tests ran and passed, per layer and zone. */
export function printTable(rows: readonly Row[]): void {
  const line = (cells: readonly string[]): string =>
    `${cells[0]?.padEnd(20)}${cells[1]?.padEnd(18)}${cells
      .slice(2)
      .map((cell) => cell.padStart(8))
      .join("")}`;
  console.log(`\n${line(["layer", "machine's zone", "ran", "passed", "failed", "seconds"])}`);
  for (const { layer, zone = "", passed, failed, seconds } of rows) {
    console.log(line([layer, zone, String(passed + failed), String(passed), String(failed), seconds.toFixed(0)]));
  }
}
