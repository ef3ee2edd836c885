import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { keptSecret } from "#scripts/kept-secret.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => ({ path: folder, remove } = await temporaryFolder()));
afterEach(() => remove());

test("a secret is made once and stays the same", async () => {
  const file = join(folder, "new", "secret");
  const secret = await keptSecret(file);
  expect(Buffer.from(secret, "base64url")).toHaveLength(32);
  expect(await keptSecret(file)).toBe(secret);
});

test("two installations have two secrets", async () => {
  expect(await keptSecret(join(folder, "a"))).not.toBe(await keptSecret(join(folder, "b")));
});

test("only its owner can read it", async () => {
  await keptSecret(join(folder, "secret"));
  expect((await stat(join(folder, "secret"))).mode & 0o777).toBe(0o600);
});

test("two commands started together agree on one", async () => {
  const file = join(folder, "secret");
  const secrets = await Promise.all(Array.from({ length: 8 }, () => keptSecret(file)));
  expect(new Set(secrets).size).toBe(1);
  expect(await readdir(folder)).toEqual(["secret"]);
});

test("a secret that a person wrote into the file is kept", async () => {
  await writeFile(join(folder, "secret"), "chosen-by-the-commune\n");
  expect(await keptSecret(join(folder, "secret"))).toBe("chosen-by-the-commune");
  expect(await readFile(join(folder, "secret"), "utf8")).toBe("chosen-by-the-commune\n");
});
