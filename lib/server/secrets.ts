import { createHmac, timingSafeEqual } from "node:crypto";
import { env } from "./env.ts";

export type SecretKind =
  | "visit"
  | "appointment"
  | "hold"
  | "door"
  | "share"
  | "share-mails"
  | "frame"
  | "device"
  | "token"
  | "invitation"
  | "organisation-invitation"
  | "tablet-pass"
  | "referrer"
  | "receipts";

/**
 * The secret of a row: base64url(16-byte id ‖ first 16 bytes of HMAC-SHA256(APP_SECRET, kind ‖ id ‖ generation)). It is
 * derived and never stored, so a leaked database opens nothing (docs/api.md#secrets).
 */
export const secretOf = (kind: SecretKind, id: string, generation: number): string =>
  Buffer.concat([bytesOf(id), proofOf(kind, id, generation)]).toString("base64url");

/**
 * The id in a secret, not verified, or undefined for a text of another form. Check it with `opens` and the row's
 * generation.
 */
export function claimedId(secret: string): string | undefined {
  if (!/^[A-Za-z0-9_-]{43}$/.test(secret)) return undefined;
  const hex = Buffer.from(secret, "base64url").subarray(0, 16).toString("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Whether the secret is that of this row at this generation; compared in constant time. */
export function opens(secret: string, kind: SecretKind, id: string, generation: number): boolean {
  const given = Buffer.from(secret, "utf8");
  const right = Buffer.from(secretOf(kind, id, generation), "utf8");
  return given.length === right.length && timingSafeEqual(given, right);
}

const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll("-", ""), "hex");

const proofOf = (kind: SecretKind, id: string, generation: number): Buffer =>
  createHmac("sha256", env.APP_SECRET).update(`${kind}\0${id}\0${generation}`).digest().subarray(0, 16);

/**
 * A keyed hash of who is counted by all processes together. `kind` keeps apart what is written the same. It is keyed by
 * this instance's secret, so the database alone reveals nobody.
 */
export const sharedHash = (
  kind:
    | "address"
    | "email"
    | "email-from"
    | "email-in"
    | "actor"
    | "outage"
    | "tablet"
    | "organisation"
    | "place"
    | "contact"
    | `origin of ${string}`,
  who: string,
): string => createHmac("sha256", env.APP_SECRET).update(`${kind}\0${who}`).digest("base64url");
