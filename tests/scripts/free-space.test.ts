import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { freeSpace } from "#lib/server/free-space.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => ({ path: folder, remove } = await temporaryFolder()));
afterEach(() => remove());

/** Bytes that may pass between two looks, while other programs write. */
const BETWEEN_TWO_LOOKS = 1_000_000_000;

test("the free space of a folder is that of its disk, in bytes", async () => {
  const { stdout } = await promisify(execFile)("df", ["-Pk", folder]);
  const available = Number(stdout.trim().split("\n").at(-1)?.split(/\s+/)[3]) * 1024;
  expect(Math.abs((await freeSpace(folder)) - available)).toBeLessThan(BETWEEN_TWO_LOOKS);
});

test("a folder that does not exist has no free space to tell", async () => {
  await expect(freeSpace(join(folder, "missing"))).rejects.toMatchObject({ code: "ENOENT" });
});
