import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * What a secret was made for. The text of the secret begins with it (`demo_…`, `production_…`), so that it goes along
 * when somebody copies the secret into APP_SECRET, and a version that does not know of it derives the same links.
 */
export type SecretPurpose = "demo" | "production";

/** The purpose that is written into a secret; undefined for one that a person chose. */
export function purposeIn(secret: string): SecretPurpose | undefined {
  const [, purpose] = /^(demo|production)_/.exec(secret) ?? [];
  return purpose as SecretPurpose | undefined;
}

/** The secret that is stored in this file; undefined when there is none. */
export const readSecret = async (file: string): Promise<string | undefined> =>
  (await readFile(file, "utf8").catch(() => undefined))?.trim() || undefined;

/**
 * The secret that is stored in this file. The first call makes the file, readable by its owner only: 32 random bytes as
 * base64url, after the purpose if one is given. One that exists stays as it is.
 */
export async function keptSecret(file: string, purpose?: SecretPurpose): Promise<string> {
  const kept = await readSecret(file);
  if (kept) return kept;
  await mkdir(dirname(file), { recursive: true });
  // Written to another file first, and linked to its name once complete. Of two commands started together the second
  // cannot link, and reads the secret of the first.
  const written = `${file}.${randomBytes(6).toString("hex")}`;
  const made = `${purpose ? `${purpose}_` : ""}${randomBytes(32).toString("base64url")}`;
  await writeFile(written, `${made}\n`, { mode: 0o600 });
  await link(written, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  await rm(written);
  return (await readFile(file, "utf8")).trim();
}
