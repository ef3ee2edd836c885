import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** The random text in this file, readable by its owner only; made at the first call. 32 bytes, base64url. */
export async function keptSecret(file: string): Promise<string> {
  const kept = await readFile(file, "utf8").catch(() => undefined);
  if (kept?.trim()) return kept.trim();
  await mkdir(dirname(file), { recursive: true });
  // Linked once written: two commands started together both read the secret of the first.
  const written = `${file}.${randomBytes(6).toString("hex")}`;
  await writeFile(written, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600 });
  await link(written, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  await rm(written);
  return (await readFile(file, "utf8")).trim();
}
