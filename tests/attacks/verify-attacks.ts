import { setTimeout as pause } from "node:timers/promises";
import { buildWhenChanged } from "#scripts/build-application.ts";
import { cleanUpAtEnd } from "#scripts/cleanup.ts";
import { runScript } from "#scripts/run-script.ts";
import { expectThat } from "#tests/deploy/finding.ts";
import { DIST_DIR } from "#tests/support/start-app.ts";
import { startAttacked } from "./start-attacked.ts";
import { ATTACKS } from "./attacks.ts";
import { targetOf, TRACE, type Answer } from "./attack.ts";
import { watchHealth } from "./watch-health.ts";

/** Milliseconds within which /healthz answers, whatever else is asked. */
const PATIENCE = 500;

/** Milliseconds for which /healthz is asked before the first attack. */
const IDLE = 5_000;

/**
 * `npm run verify:attacks`: makes every attack on the application as production serves it. None may be a fault of the
 * server, keep /healthz from answering, or leave a word that was typed in the log.
 */
await runScript(async () => {
  await buildWhenChanged(DIST_DIR);
  const app = await startAttacked();
  cleanUpAtEnd(app.stop);
  const target = await targetOf(app);
  const idle = watchHealth(app.url);
  await pause(IDLE);
  const { slowest: alone } = await idle.end();
  const isQuiet = alone < PATIENCE / 4;
  const held: string[] = [];
  for (const { name, fails, send, after } of ATTACKS) {
    const watch = watchHealth(app.url);
    const answers: Answer[] = [];
    for await (const answer of send(target)) answers.push(answer);
    const { slowest, asked, wrong } = await watch.end();
    const faults = answers.filter(({ status }) => status === 500);
    if (fails)
      expectThat(faults.length === answers.length, `${name}: each of ${answers.length} requests failed as planted`);
    else
      expectThat(
        faults.length === 0,
        `${name}: none of ${answers.length} answers is a fault of the server${faults.map(({ what }) => `\n    ${what}`).join("")}`,
      );
    for (const brought of (await after?.(target)) ?? []) expectThat(false, `${name}: ${brought}`);
    expectThat(!TRACE.test(app.said()), `${name}: no word that was typed stands in the log`);
    if (fails) continue;
    expectThat(wrong === 0, `${name}: /healthz answered 200 each of ${asked} times, within ${slowest} ms`);
    if (slowest >= PATIENCE) held.push(name);
  }
  if (isQuiet)
    expectThat(
      held.length === 0,
      `/healthz always answered within ${PATIENCE} ms${held.map((name) => `, but not during: ${name}`).join("")}`,
    );
  else
    console.log(
      `NOT CHECKED: whether /healthz answers within ${PATIENCE} ms. Before any attack it took ${alone} ms: this machine has other work.`,
    );
});
