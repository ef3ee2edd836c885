import { startNode } from "#scripts/child.ts";

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
