import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import type { Instant } from "../time/instant.ts";
import { env } from "./env.ts";

const [IV, TAG] = [12, 16];

/**
 * What a page needs once more, as text for the address it returns to: a plain form cannot be answered with itself, we set
 * no cookie, and what stands in an address stays in histories and logs. Closed with our key (AES-256-GCM), for one
 * `purpose`, until that moment.
 */
export function seal(purpose: string, content: unknown, until: Instant): string {
  const iv = randomBytes(IV);
  const cipher = createCipheriv("aes-256-gcm", keyOf(purpose), iv);
  const closed = Buffer.concat([cipher.update(JSON.stringify({ content, until }), "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), closed]).toString("base64url");
}

/** What such a text holds, for the caller's schema to read; undefined when it is too old, altered, or no such text. */
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
