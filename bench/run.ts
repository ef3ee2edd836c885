import { runScript } from "#scripts/run-script.ts";
import { CommandError } from "#scripts/command-error.ts";
import { bookings } from "./bookings/bookings.ts";
import { finder } from "./finder/finder.ts";
import { http } from "./http/http.ts";
import { feeds } from "./feeds/feeds.ts";
import { live } from "./live/live.ts";
import { pages } from "./pages/pages.ts";
import { missedIn, tableOf, type Line, type Section } from "./line.ts";

const SECTIONS: readonly Section[] = [bookings, http, finder, feeds, live, pages];

/** `npm run bench`, or `npm run bench -- bookings finder`: measures, prints, and ends with 1 when a bound is missed. */
await runScript(async () => {
  const missed: string[] = [];
  for (const { title, measure } of chosen(process.argv.slice(2))) {
    const lines: readonly Line[] = await measure();
    console.log(tableOf(title, lines));
    missed.push(...missedIn(lines));
  }
  console.log(missed.length === 0 ? "\nEvery bound is kept." : `\n${missed.join("\n")}`);
  return missed.length === 0 ? 0 : 1;
});

function chosen(names: readonly string[]): readonly Section[] {
  const unknown = names.find((name) => !SECTIONS.some((section) => section.name === name));
  if (unknown !== undefined)
    throw new CommandError(
      `The bench has no section “${unknown}”. It has: ${SECTIONS.map(({ name }) => name).join(", ")}. Try: npm run bench -- ${SECTIONS[0]?.name}`,
    );
  return names.length === 0 ? SECTIONS : SECTIONS.filter(({ name }) => names.includes(name));
}
