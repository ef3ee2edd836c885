import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { claim, livingOwner, release } from "#scripts/database-owner.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => ({ path: folder, remove } = await temporaryFolder()));
afterEach(() => remove());

test("a command claims a database that nobody keeps, leaves one file, and gives it up", async () => {
  expect(await claim(folder)).toBe(true);
  expect(await livingOwner(folder)).toBe(process.pid);
  expect(await readdir(folder)).toEqual(["owner"]);
  await release(folder);
  expect(await readdir(folder)).toEqual([]);
});

test("a database that a living command keeps is not claimed", async () => {
  await writeFile(join(folder, "owner"), `${process.ppid}\n\n`);
  expect(await claim(folder)).toBe(false);
  expect(await livingOwner(folder)).toBe(process.ppid);
});

test.each([
  ["empty, since the disk was full or the power was cut,", ""],
  ["of a command that has ended", `${2 ** 30}\n\n`],
])("a claim that was begun and is %s is removed, and the next claim succeeds", async (_, text) => {
  await writeFile(join(folder, "owner.after-0"), text);
  expect(await claim(folder)).toBe(false);
  expect(await claim(folder)).toBe(true);
  expect(await readdir(folder)).toEqual(["owner"]);
});

test("a claim that a living command has begun is left to it", async () => {
  const begun = join(folder, "owner.after-0");
  await writeFile(begun, `${process.ppid}\n\n`);
  expect(await claim(folder)).toBe(false);
  expect(await readFile(begun, "utf8")).toBe(`${process.ppid}\n\n`);
  expect(await readdir(folder)).toEqual(["owner.after-0"]);
});
