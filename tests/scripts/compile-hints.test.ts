import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { hintCompilation } from "#scripts/compile-hints.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

test("every script of a build begins with the hint once, however often it is written, and nothing else changes", async () => {
  const { path, remove } = await temporaryFolder();
  const [script, style] = [join(path, "a.js"), join(path, "a.css")];
  await writeFile(script, "call()");
  await writeFile(style, "main {}");
  await hintCompilation(path);
  await hintCompilation(path);
  expect(await readFile(script, "utf8")).toBe("//# allFunctionsCalledOnLoad\ncall()");
  expect(await readFile(style, "utf8")).toBe("main {}");
  await remove();
});

test("a build without scripts is left as it is, and any other failure is told", async () => {
  const { path, remove } = await temporaryFolder();
  await expect(hintCompilation(join(path, "chunks"))).resolves.toBeUndefined();
  await writeFile(join(path, "file"), "");
  await expect(hintCompilation(join(path, "file"))).rejects.toThrow("ENOTDIR");
  await remove();
});
