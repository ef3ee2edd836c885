import type { Breach } from "#tests/support/check/breach.ts";
import { breachesIn, type Tree } from "#tests/support/planted-tree.ts";

const FILE = "tests/server/live/listener.test.ts";
const clean: Tree = {
  [FILE]: `import { eventually } from "#tests/support/eventually.ts";\nawait eventually(() => 1, 1);\nnew Intl.DateTimeFormat("fr", { timeZone: "Europe/Paris" });\nnew Date("2026-11-23T09:00:00+01:00");\nnew Date(at("9:00"));\n`,
  "tests/components/queue/bell.test.tsx": "jest.useFakeTimers();\nexpect(Date.now()).toBe(0);\nsetTimeout(ring, 5);\n",
  "tests/lib/time/zone.test.ts": "/** @zones */\nexpect(new Date(2026, 10, 23).getHours()).toBe(0);\n",
  "tests/support/eventually.ts": "const began = performance.now();\nsetTimeout(look, 50);\n",
  "lib/server/clock.ts": "export const now = () => Date.now();\n",
};
const planted: Record<string, readonly [rule: string, line: string]> = {
  "time that passed": ["real-clock", "expect(performance.now() - began).toBeLessThan(5_000);"],
  "the hour of the machine": ["real-clock", "const began = Date.now();"],
  "a nap": ["fixed-wait", "await new Promise((done) => setTimeout(done, 100));"],
  "a nap of Node's": ["fixed-wait", 'import { setTimeout as nap } from "node:timers/promises";'],
  "a nap of the scripts'": ["fixed-wait", 'import { pause } from "#scripts/pause.ts";'],
  "a date of the machine's zone": ["local-time", "const day = new Date(2026, 10, 23);"],
  "a moment without an offset": ["local-time", 'const start = new Date("2026-11-23T09:00:00");'],
  "an hour of the machine's zone": ["local-time", "expect(start.getHours()).toBe(9);"],
  "a day set in the machine's zone": ["local-time", "start.setDate(3);"],
  "a text of the machine's zone": ["local-time", 'start.toLocaleTimeString("fr");'],
  "a format without a zone": ["local-time", 'new Intl.DateTimeFormat("fr", { hour: "numeric" });'],
  "the zone itself": ["local-time", 'process.env["TZ"] = "Asia/Tokyo";'],
};

let found: Record<string, readonly Breach[]>;
beforeAll(async () => {
  found = await breachesIn<string>("realTime", clean, {
    clean: {},
    ...Object.fromEntries(Object.entries(planted).map(([title, [, line]]) => [title, { [FILE]: `\n${line}\n` }])),
  });
});

test("clocks of the test, named zones, marked files and the helper that waits are in order", () =>
  expect(found["clean"]).toEqual([]));

test.each(Object.entries(planted))("%s is seen", (title, [rule]) => {
  expect(found[title]).toEqual([
    expect.objectContaining({ rule, file: FILE, line: 2, instead: expect.stringMatching(/.{20}/) }),
  ]);
});
