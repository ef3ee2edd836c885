import { printed, type Breach } from "./breach.ts";
import { checks } from "./checks.ts";
import { readHouse } from "./house.ts";

/** `npm run check`: every rule of the house over the whole tree. Ends with 1 when one is broken. */
const house = readHouse(process.cwd());
const asked = process.argv.slice(2);
const breaches = (
  await Promise.all(
    Object.keys(checks)
      .filter((name) => asked.length === 0 || asked.includes(name))
      .map(run),
  )
).flat();
console.log(
  breaches.length === 0
    ? "The house is in order."
    : `${breaches.length} ${breaches.length === 1 ? "breach" : "breaches"}.`,
);
process.exitCode = breaches.length === 0 ? 0 : 1;

async function run(name: string): Promise<readonly Breach[]> {
  const started = performance.now();
  const found = await checks[name]?.(house);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  for (const breach of found?.breaches ?? []) console.log(printed(breach));
  console.log(`${found?.breaches.length === 0 ? "ok  " : "FAIL"} ${name.padEnd(12)} ${found?.seen} (${seconds} s)`);
  return found?.breaches ?? [];
}
