import { parseArgs } from "node:util";
import { runScript } from "#scripts/run-script.ts";
import { CommandError } from "#scripts/command-error.ts";
import { boards } from "./boards/boards.ts";
import { counters } from "./line.ts";
import { bookings } from "./bookings/bookings.ts";
import { finder } from "./finder/finder.ts";
import { country } from "./country/country.ts";
import { http } from "./http.ts";
import { feeds } from "./feeds/feeds.ts";
import { live } from "./live.ts";
import { night } from "./night/night.ts";
import { notices } from "./notices/notices.ts";
import { pages } from "./pages/pages.ts";
import { planning } from "./planning/planning.ts";
import { screens } from "./screens/screens.ts";
import { tablet } from "./tablet/tablet.ts";
import { upgrade } from "./upgrade/upgrade.ts";
import { wait } from "./wait/wait.ts";
import { missedIn, tableOf, type ReportLine } from "#tests/rig/report.ts";
import type { Options, Section } from "./section.ts";

const SECTIONS: readonly Section[] = [
  bookings,
  counters,
  http,
  finder,
  feeds,
  live,
  boards,
  notices,
  night,
  pages,
  planning,
  screens,
  tablet,
  country,
  upgrade,
  wait,
];

/**
 * `npm run bench`, or `npm run bench -- bookings finder`: measures, prints, and ends with 1 when a bound is missed.
 * `--size 0.5` is the larger database of `country`; `--from COMMIT` is the version that `upgrade` begins with instead
 * of this one, and beside which `notices` measures this one; `--tuning` runs `wait` on the half-days by which its
 * values are chosen.
 */
await runScript(async () => {
  const { names, options } = readArguments(process.argv.slice(2));
  const missed: string[] = [];
  for (const { title, measure } of chosen(names)) {
    const lines: readonly ReportLine[] = await measure(options);
    console.log(tableOf(title, lines));
    missed.push(...missedIn(lines));
  }
  console.log(missed.length === 0 ? "\nEvery bound is kept." : `\n${missed.join("\n")}`);
  return missed.length === 0 ? 0 : 1;
});

function readArguments(words: readonly string[]): { readonly names: readonly string[]; readonly options: Options } {
  const { values, positionals } = parsed(words);
  const others = {
    ...(values.from !== undefined && { from: values.from }),
    ...(values.tuning && ({ tuning: true } as const)),
  };
  if (values.size === undefined) return { names: positionals, options: others };
  const size = Number(values.size);
  if (!(size > 0 && size <= 1))
    throw new CommandError(
      `The size “${values.size}” is not above 0 and at most 1 (the nation). Try: npm run bench -- country --size 0.05`,
    );
  return { names: positionals, options: { size, ...others } };
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: { size: { type: "string" }, from: { type: "string" }, tuning: { type: "boolean" } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new CommandError(
      `${error instanceof Error ? error.message : String(error)} The bench has three options: npm run bench -- country --size 0.05, npm run bench -- upgrade --from COMMIT, npm run bench -- wait --tuning`,
    );
  }
}

function chosen(names: readonly string[]): readonly Section[] {
  const unknown = names.find((name) => !SECTIONS.some((section) => section.name === name));
  if (unknown !== undefined)
    throw new CommandError(
      `The bench has no section “${unknown}”. It has: ${SECTIONS.map(({ name }) => name).join(", ")}. Try: npm run bench -- ${SECTIONS[0]?.name}`,
    );
  return SECTIONS.filter(({ name, onlyByName = false }) => (names.length === 0 ? !onlyByName : names.includes(name)));
}
