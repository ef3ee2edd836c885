/** @long */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { forgetPostmaster, isAlive } from "#scripts/running-server.ts";
import { eventually } from "#tests/support/eventually.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

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

describe("the pid file of a killed server", () => {
  let data: string;
  let remove: () => Promise<void>;
  beforeEach(async () => ({ path: data, remove } = await temporaryFolder()));
  afterEach(() => remove());

  /** Whether the file is still there after the command that keeps the database has looked at it. */
  const staysWith = async (pid: number): Promise<boolean> => {
    const file = join(data, "postmaster.pid");
    await writeFile(file, `${pid}\n${data}\n1700000000\n54321\n\n127.0.0.1\n  1234  5678\nready\n`);
    await forgetPostmaster(data);
    return existsSync(file);
  };

  test("stays while nobody has its id, so that Postgres finds sessions that still live", async () => {
    const ended = spawn("true");
    await once(ended, "exit");
    expect(await staysWith(ended.pid ?? 0)).toBe(true);
  });

  test("is removed when another program has its id", async () => {
    expect(await staysWith(process.pid)).toBe(false);
  });

  test("is removed when its process has ended and its parent takes no notice", async () => {
    const parent = spawn("sh", ["-c", "sleep 1 & echo $!; exec sleep 600"]);
    try {
      const [printed] = (await once(parent.stdout, "data")) as [Buffer];
      const pid = Number(String(printed));
      await eventually(() => isAlive(pid), false);
      expect(await staysWith(pid)).toBe(false);
    } finally {
      parent.kill("SIGKILL");
    }
  });
});
