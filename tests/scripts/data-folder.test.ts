import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { closedFolderAbove, makeFolder } from "#scripts/data-folder.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

/** A user who owns nothing here. */
const stranger = { uid: 54_321, gid: 54_321 };

let home: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  const folder = await temporaryFolder();
  remove = folder.remove;
  home = join(folder.path, "home");
  await mkdir(join(home, "project"), { recursive: true });
  await chmod(folder.path, 0o755);
});
afterEach(() => remove());

test("the folder that another user may not enter is named", async () => {
  await chmod(home, 0o700);
  expect(await closedFolderAbove(join(home, "project", ".data"), stranger)).toBe(home);
});

test("a folder that may be entered but not listed is accepted", async () => {
  await chmod(home, 0o711);
  expect(await closedFolderAbove(join(home, "project", ".data"), stranger)).toBeUndefined();
});

test("root is told which folder the database's user may not enter, and how to open it", async () => {
  await chmod(home, 0o700);
  const program = { postgres: "/usr/bin/env", initdb: "/usr/bin/env", runAs: stranger };
  await expect(makeFolder(join(home, "project", ".data"), program)).rejects.toMatchObject({
    name: "CommandError",
    message: expect.stringContaining(
      `may not enter ${home}. Move the project to a folder open to all (for example under /srv), or run: chmod o+x ${home}`,
    ),
  });
});
