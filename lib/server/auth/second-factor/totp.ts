import { Secret, TOTP } from "otpauth";
import type { Instant } from "#lib/time/instant.ts";

/** As every authenticator reads it without being told: RFC 6238 with SHA-1, six digits, steps of thirty seconds. */
const KIND = { algorithm: "SHA1", digits: 6, period: 30 } as const;

/** Bytes of a secret: as long as the hash, as RFC 4226 recommends. */
export const SECRET_BYTES = 20;

/** A secret of those bytes, in the letters that authenticators take. */
export const lettersOf = (bytes: Buffer): string => new Secret({ buffer: new Uint8Array(bytes).buffer }).base32;

/**
 * The address (otpauth://) that a QR code hands to an authenticator, under the name of the service and of the account.
 */
export const addressOf = (letters: string, service: string, account: string): string =>
  new TOTP({ ...KIND, issuer: service, label: account, secret: Secret.fromBase32(letters) }).toString();

/**
 * The step whose code these six digits are: that of the moment, the one before or the one after, since clocks differ
 * and people type slowly; undefined for a wrong code. A step is thirty seconds, counted since 1970.
 */
export function stepOf(letters: string, digits: string, at: Instant): number | undefined {
  const totp = new TOTP({ ...KIND, secret: Secret.fromBase32(letters) });
  const away = totp.validate({ token: digits, timestamp: at, window: 1 });
  return away === null ? undefined : totp.counter({ timestamp: at }) + away;
}
