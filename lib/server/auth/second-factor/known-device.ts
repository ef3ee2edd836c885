import { createHmac, timingSafeEqual } from "node:crypto";
import { DAYS_OF_KNOWN_DEVICE } from "#lib/access/second-factor.ts";
import { clock } from "#lib/server/clock.ts";
import { transaction } from "#lib/server/db.ts";
import { env } from "#lib/server/env.ts";
import { cookieIn } from "#lib/server/auth/cookies.ts";
import type { HalfLogin } from "./half-login.ts";
import { noteGiven } from "./own-factor.ts";

const secure = env.APP_URL.startsWith("https:");

/**
 * The cookie of a device of which somebody said, while they gave their second factor, that it is theirs. It counts
 * beside the code of a mail alone, and for the factor that was given: another one makes it worthless.
 */
const NAME = secure ? "__Host-known-device" : "known-device";

/** The accounts that a device remembers. */
const MOST = 5;
const SECONDS = DAYS_OF_KNOWN_DEVICE * 24 * 3_600;

/** What stands in the cookie for one account: until when, in seconds since 1970, and a proof of that. */
const ENTRY = /^(\d{10,11})\.([\w-]{43})$/u;

/** The Set-Cookie line with which this device remembers this account, whose second factor was set up at that moment. */
export function knownDeviceCookie(headers: Pick<Headers, "get">, account: string, factorSince: Date): string {
  const until = now() + SECONDS;
  const others = entriesOf(headers).filter((entry) => !isOf(entry, account, factorSince));
  const value = [`${until}.${proofOf(account, factorSince, until)}`, ...others].slice(0, MOST).join("~");
  return `${NAME}=${value}; Path=/; Max-Age=${SECONDS}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
}

/**
 * Gives the second factor for a login of a device that is known, and answers the Set-Cookie line of the login;
 * undefined where it has to be typed.
 */
export async function giveByKnownDevice(
  { actor, login, missing }: HalfLogin,
  headers: Pick<Headers, "get">,
): Promise<string | undefined> {
  const entries = entriesOf(headers);
  if (missing !== "give" || entries.length === 0) return undefined;
  return transaction(async (tx) => {
    // Nobody takes the factor away or sets another one up meanwhile.
    const [factor] = await tx.$queryRaw<readonly { readonly since: Date }[]>`
      SELECT confirmed_at AS since FROM second_factor WHERE user_id = ${actor.user}::uuid FOR SHARE`;
    const isKnown = factor && entries.some((entry) => isOf(entry, actor.user, factor.since));
    return isKnown ? noteGiven(tx, login, clock.now()) : undefined;
  }, actor);
}

/** Those of a request that have not ended. */
const entriesOf = (headers: Pick<Headers, "get">): readonly string[] =>
  (cookieIn(headers, NAME) ?? "")
    .split("~")
    .filter((entry) => Number(ENTRY.exec(entry)?.[1] ?? 0) > now())
    .slice(0, MOST);

/** Whether this entry was made for this account and this second factor. */
function isOf(entry: string, account: string, factorSince: Date): boolean {
  const [, until, proof = ""] = ENTRY.exec(entry) ?? [];
  const right = proofOf(account, factorSince, Number(until));
  return timingSafeEqual(Buffer.from(proof.padEnd(right.length)), Buffer.from(right));
}

const proofOf = (account: string, factorSince: Date, until: number): string =>
  createHmac("sha256", env.APP_SECRET)
    .update(`known-device\0${account}\0${factorSince.getTime()}\0${until}`)
    .digest("base64url");

const now = (): number => Math.floor(clock.now() / 1_000);
