import { fork } from "node:child_process";
import { printed } from "./breach.ts";
import { checks } from "./checks.ts";
import { readTree } from "./tree.ts";

/**
 * `npm run check` runs every check over the repository; `node run.ts NAME…` runs those named. Ends with 1 when a rule is
 * broken. Types and lint share one program, in this process; the others run beside them in a second one.
 */
const HERE = ["types", "lint"];
const tree = readTree(process.cwd());
const asked = process.argv.slice(2);
const found =
  asked.length > 0
    ? await run(asked)
    : (
        await Promise.all([runInSecondProcess(Object.keys(checks).filter((name) => !HERE.includes(name))), run(HERE)])
      ).reduce((sum, count) => sum + count, 0);
if (process.send) process.send(found);
else console.log(found === 0 ? "No rule is broken." : `${found} ${found === 1 ? "breach" : "breaches"}.`);
process.exitCode = found === 0 ? 0 : 1;

/** Runs checks one after the other, prints each as it ends, and answers with the number of breaches. */
async function run(names: readonly string[]): Promise<number> {
  let count = 0;
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
  }
  return count;
}

/** The same in a process of its own; one that ends without an answer counts as a breach. */
function runInSecondProcess(names: readonly string[]): Promise<number> {
  return new Promise((done) => {
    let count = 1;
    const second = fork(import.meta.filename, [...names]);
    second.on("message", (answer) => (count = Number(answer)));
    second.on("exit", () => done(count));
  });
}
