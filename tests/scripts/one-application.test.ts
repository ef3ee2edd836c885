import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cleanUpAll } from "#scripts/cleanup.ts";
import { refuseSecondApplication } from "#scripts/one-application.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => ({ path: folder, remove } = await temporaryFolder()));
afterEach(() => remove());

test("a second application on the same embedded data is refused, and told which process serves them", async () => {
  await writeFile(join(folder, "application"), `${process.ppid}\n\n`);
  await expect(refuseSecondApplication({ folder })).rejects.toThrow(
    `Another application (process ${process.ppid}) already serves the data in ${folder}`,
  );
  expect(await readdir(folder)).toEqual(["application"]);
});

test("one whose process has ended leaves the data to the next, which gives them up at its own end", async () => {
  await writeFile(join(folder, "application"), `${2 ** 30}\n\n`);
  await refuseSecondApplication({ folder });
  expect((await readFile(join(folder, "application"), "utf8")).split("\n")[0]).toBe(String(process.pid));
  await cleanUpAll();
  expect(await readdir(folder)).toEqual([]);
});

test("a server of one's own may have several applications", async () => {
  await expect(refuseSecondApplication({})).resolves.toBeUndefined();
});
