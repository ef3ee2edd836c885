import { credentialOf, isTrue } from "#lib/server/auth/credential-of.ts";
import { isKnownHere } from "#lib/server/auth/known-here.ts";
import { addressOf } from "#lib/server/edge/address-of.ts";
import { spend } from "#lib/server/edge/allowance.ts";

/**
 * Seconds that this caller has to wait, having asked too much of us (CONTRACT, Limits); undefined when it may be answered.
 * Counted by address, for everybody who has not proven lately who asks: a cookie that anybody can write spares nothing.
 */
export async function secondsToWait({
  method,
  headers,
}: Pick<Request, "method" | "headers">): Promise<number | undefined> {
  const shown = credentialOf(headers);
  if (shown !== undefined && isKnownHere(shown)) return undefined;
  const who = addressOf(headers);
  const seconds = (await spend("requests", who)) ?? (method === "POST" ? await spend("creates", who) : undefined);
  if (seconds === undefined || shown === undefined) return seconds;
  // The team must not wait because somebody behind the same address asked too much; how often that is looked up is counted too.
  const trusted = (await spend("doubts", who)) === undefined && (await isTrue(shown));
  return trusted ? undefined : seconds;
}
