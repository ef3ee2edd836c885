import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { buildWhenChanged } from "#scripts/build-application.ts";
import { hintCompilation } from "#scripts/compile-hints.ts";
import { sourceHash } from "#scripts/source-hash.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

let root: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ path: root, remove } = await temporaryFolder());
  await write("app/page.tsx", "one");
  await write("scripts/demo.ts", "one");
});
afterEach(() => remove());

const write = async (file: string, text: string): Promise<void> => {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), text);
};

test("the same sources are the same application", async () => {
  const before = await sourceHash(root);
  await write("app/page.tsx", "one");
  expect(await sourceHash(root)).toBe(before);
});

test.each([
  "app/page.tsx",
  "components/queue/new.tsx",
  "messages/fr.json",
  "prisma/schema.prisma",
  "package-lock.json",
  "scripts/compile-hints.ts",
])("a change of %s is another application", async (file) => {
  const before = await sourceHash(root);
  await write(file, "two");
  expect(await sourceHash(root)).not.toBe(before);
});

test("a file that is gone, or has another name, is another application", async () => {
  const before = await sourceHash(root);
  await rm(join(root, "app/page.tsx"));
  expect(await sourceHash(root)).not.toBe(before);
  await write("app/other.tsx", "one");
  expect(await sourceHash(root)).not.toBe(before);
});

test.each(["tests/e2e/new.test.ts", "docs/README.md", "prisma/seed/new.ts", "scripts/demo.ts"])(
  "a change of %s needs no new build",
  async (file) => {
    const before = await sourceHash(root);
    await write(file, "two");
    expect(await sourceHash(root)).toBe(before);
  },
);

test("every script of a build begins with the hint once, however often it is written, and nothing else changes", async () => {
  const script = join(root, "a.js");
  const style = join(root, "a.css");
  await writeFile(script, "call()");
  await writeFile(style, "main {}");
  await hintCompilation(root);
  await hintCompilation(root);
  expect(await readFile(script, "utf8")).toBe("//# allFunctionsCalledOnLoad\ncall()");
  expect(await readFile(style, "utf8")).toBe("main {}");
});

test("a build without scripts is left as it is, and any other failure is told", async () => {
  await expect(hintCompilation(join(root, "chunks"))).resolves.toBeUndefined();
  await writeFile(join(root, "file"), "");
  await expect(hintCompilation(join(root, "file"))).rejects.toThrow("ENOTDIR");
});

test("an application that is not built, in a folder that cannot be written, is refused with what to do", async () => {
  // Nobody can make a folder there, whatever user runs this.
  await expect(buildWhenChanged("/proc/next")).rejects.toThrow(
    /^The application is not built from these sources, and \/proc\/next cannot be written \([A-Z]+\)\. .*npm run build/,
  );
});
