/** @long */
import { targetOf, TRACE, type Answer } from "#tests/attacks/attack.ts";
import { ATTACKS } from "#tests/attacks/attacks.ts";
import { startAttacked } from "#tests/attacks/start-attacked.ts";
import type { RunningApp } from "#tests/support/start-app.ts";

let app: RunningApp;
beforeAll(async () => void (app = await startAttacked()), 300_000);
afterAll(() => app?.stop());

/** How long /healthz takes meanwhile is for `npm run verify:attacks`. */
test.each(ATTACKS)(
  "$name: the server answers, and logs nothing that was typed",
  async ({ fails, send, after }) => {
    const answers: Answer[] = [];
    const target = await targetOf(app);
    for await (const answer of send(target)) answers.push(answer);
    expect((await after?.(target)) ?? []).toEqual([]);
    const faults = answers.filter(({ status }) => status === 500);
    expect(faults).toEqual(fails ? answers : []);
    expect(
      app
        .said()
        .split("\n")
        .filter((line) => TRACE.test(line)),
    ).toEqual([]);
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  },
  300_000,
);
