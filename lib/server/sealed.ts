import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import type { Instant } from "#lib/time/instant.ts";
import { env } from "./env.ts";

const IV = 12;
const TAG = 16;

/**
 * Encrypts what a page needs again after a redirect, as text for its address (URL): we set no cookie, and addresses
 * stay in histories and logs. AES-256-GCM with a key of this `purpose`; readable until the moment `until`.
 */
export function seal(purpose: string, content: unknown, until: Instant): string {
  const iv = randomBytes(IV);
  const cipher = createCipheriv("aes-256-gcm", keyOf(purpose), iv);
  const closed = Buffer.concat([cipher.update(JSON.stringify({ content, until }), "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), closed]).toString("base64url");
}

/**
 * The content of such a text, for the caller's schema to read; undefined when it is expired, altered or no such text.
 */
export function unseal(purpose: string, sealed: string, now: Instant): unknown {
  try {
    const bytes = Buffer.from(sealed, "base64url");
    const decipher = createDecipheriv("aes-256-gcm", keyOf(purpose), bytes.subarray(0, IV), { authTagLength: TAG });
    decipher.setAuthTag(bytes.subarray(IV, IV + TAG));
    const text = decipher.update(bytes.subarray(IV + TAG), undefined, "utf8") + decipher.final("utf8");
    const { content, until } = JSON.parse(text) as { content: unknown; until: number };
    return now < until ? content : undefined;
  } catch {
    return undefined;
  }
}

const keyOf = (purpose: string): Buffer => createHmac("sha256", env.APP_SECRET).update(purpose).digest();
