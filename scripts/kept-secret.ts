import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** The secret that is stored in this file: 32 random bytes as base64url. The first call makes the file, readable by its owner only. */
export async function keptSecret(file: string): Promise<string> {
  const kept = await readFile(file, "utf8").catch(() => undefined);
  if (kept?.trim()) return kept.trim();
  await mkdir(dirname(file), { recursive: true });
  // Written to another file first, and linked to its name once complete. Of two commands started together the second cannot
  // link, and reads the secret of the first.
  const written = `${file}.${randomBytes(6).toString("hex")}`;
  await writeFile(written, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600 });
  await link(written, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  await rm(written);
  return (await readFile(file, "utf8")).trim();
}
