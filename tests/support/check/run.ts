import { fork } from "node:child_process";
import { printed } from "./breach.ts";
import { checks } from "./checks.ts";
import { readTree } from "./tree.ts";

/** How many breaches were found, and which checks could not be made. */
type Outcome = { readonly breaches: number; readonly notChecked: readonly string[] };

/**
 * `npm run check` runs every check over the repository; `node run.ts NAME…` runs those named. Ends with 1 when a rule is
 * broken; the last line also names what was not checked. Types and lint share one program, in this process; the others run
 * beside them in a second one.
 */
const HERE = ["types", "lint"];
const tree = readTree(process.cwd());
const asked = process.argv.slice(2);
const found =
  asked.length > 0
    ? await run(asked)
    : (
        await Promise.all([runInSecondProcess(Object.keys(checks).filter((name) => !HERE.includes(name))), run(HERE)])
      ).reduce((one, other) => ({
        breaches: one.breaches + other.breaches,
        notChecked: [...one.notChecked, ...other.notChecked],
      }));
if (process.send) process.send(found);
else console.log(sentenceOf(found));
process.exitCode = found.breaches === 0 ? 0 : 1;

function sentenceOf({ breaches, notChecked }: Outcome): string {
  const broken = breaches === 0 ? "No rule is broken" : `${breaches} ${breaches === 1 ? "breach" : "breaches"}`;
  return notChecked.length === 0 ? `${broken}.` : `${broken}; NOT CHECKED: ${notChecked.join(", ")}.`;
}

/** Runs checks one after the other and prints each as it ends. */
async function run(names: readonly string[]): Promise<Outcome> {
  let count = 0;
  const unchecked: string[] = [];
  for (const name of names) {
    const started = performance.now();
    const check = checks[name];
    if (!check) throw new Error(`There is no check “${name}”. There are: ${Object.keys(checks).join(", ")}.`);
    const { breaches, seen, notChecked = false } = await check(tree);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    for (const breach of breaches) console.log(printed(breach));
    const passed = notChecked ? "NOT CHECKED" : "ok  ";
    console.log(`${breaches.length === 0 ? passed : "FAIL"} ${name.padEnd(12)} ${seen} (${seconds} s)`);
    count += breaches.length;
    if (notChecked && breaches.length === 0) unchecked.push(name);
  }
  return { breaches: count, notChecked: unchecked };
}

/** The same in a process of its own; one that ends without an answer counts as a breach. */
function runInSecondProcess(names: readonly string[]): Promise<Outcome> {
  return new Promise((done) => {
    let outcome: Outcome = { breaches: 1, notChecked: [] };
    const second = fork(import.meta.filename, [...names]);
    second.on("message", (answer: Outcome) => (outcome = answer));
    second.on("exit", () => done(outcome));
  });
}
