import { spawn } from "node:child_process";
import { once } from "node:events";
import { isAlive } from "#scripts/running-server.ts";
import { eventually } from "#tests/support/eventually.ts";

test("a process that has ended, and of which its parent takes no notice, is not alive", async () => {
  // The shell starts a child and becomes a program that waits for nobody.
  const parent = spawn("sh", ["-c", "sleep 1 & echo $!; exec sleep 600"]);
  try {
    const [printed] = (await once(parent.stdout, "data")) as [Buffer];
    await eventually(() => isAlive(Number(String(printed))), false);
    expect(isAlive(parent.pid ?? 0)).toBe(true);
  } finally {
    parent.kill("SIGKILL");
  }
});
