import { printed } from "./breach.ts";
import { checks } from "./checks.ts";
import { readTree, withChanged } from "./tree.ts";

/**
 * `npm run check` runs every check over the repository, side by side; `node run.ts NAME…` runs those named. With
 * `--changed` types and lint look at what differs from the last commit. Ends with 1 when a rule is broken; the last
 * line also names what was not checked.
 */
const words = process.argv.slice(2);
const asked = words.filter((word) => word !== "--changed");
const whole = readTree(process.cwd());
const tree = words.includes("--changed") ? withChanged(whole) : whole;
const found = await Promise.all((asked.length > 0 ? asked : Object.keys(checks)).map(run));
const breaches = found.reduce((sum, outcome) => sum + outcome.breaches, 0);
const broken = breaches === 0 ? "No rule is broken" : `${breaches} ${breaches === 1 ? "breach" : "breaches"}`;
const unchecked = found.filter(({ notChecked }) => notChecked).map(({ name }) => name);
console.log(unchecked.length === 0 ? `${broken}.` : `${broken}; NOT CHECKED: ${unchecked.join(", ")}.`);
process.exitCode = breaches === 0 ? 0 : 1;

/** What one check found, printed as it ends. */
async function run(name: string): Promise<{ name: string; breaches: number; notChecked: boolean }> {
  const started = performance.now();
  const check = checks[name];
  if (!check) throw new Error(`There is no check “${name}”. There are: ${Object.keys(checks).join(", ")}.`);
  const { breaches, seen, notChecked = false } = await check(tree);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  for (const breach of breaches) console.log(printed(breach));
  const passed = notChecked ? "NOT CHECKED" : "ok  ";
  console.log(`${breaches.length === 0 ? passed : "FAIL"} ${name.padEnd(12)} ${seen} (${seconds} s)`);
  return { name, breaches: breaches.length, notChecked: notChecked && breaches.length === 0 };
}
