import { startNode } from "#scripts/child.ts";
import { eventually } from "#tests/support/eventually.ts";

test("a process that cannot be started ends with why, and stopping it waits for nothing", async () => {
  const node = process.execPath;
  process.execPath = "/nowhere/node";
  try {
    const child = startNode(["-e", ""], {}, true);
    expect(child.hasEnded()).toBe(true);
    await child.stop();
    expect(await child.end).toMatchObject({ code: 1, how: "could not be started: spawn /nowhere/node ENOENT." });
  } finally {
    process.execPath = node;
  }
});

test("a process is ready when it tells so, and is not when it ends before", async () => {
  const tells = startNode(["-e", 'process.send("ready"); setInterval(() => undefined, 60_000)'], {}, true, true);
  expect(await tells.ready).toBe(true);
  expect(tells.hasEnded()).toBe(false);
  await tells.stop();
  expect(await startNode(["-e", "process.exit(3)"], {}, true, true).ready).toBe(false);
});

test("what a quiet process says is known while it runs, of both its outputs", async () => {
  const child = startNode(
    ["-e", 'console.log("one"); console.error("two"); setInterval(() => undefined, 60_000)'],
    {},
    true,
  );
  await eventually(() => child.said().split("\n").sort().join(" "), " one two");
  expect(child.hasEnded()).toBe(false);
  await child.stop();
});
