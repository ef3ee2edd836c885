import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
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
