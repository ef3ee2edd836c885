import { isForeign } from "#lib/access/origin.ts";
import { env } from "#lib/server/env.ts";
import { credentialOf, isTrue } from "#lib/server/auth/caller.ts";
import { isKnownHere } from "#lib/server/auth/known-here.ts";
import { addressOf } from "#lib/server/edge/address-of.ts";
import { spend } from "#lib/server/edge/allowance.ts";

/** Whether another site's page sent this. Behind a proxy the Host may be an inner one, so the instance's own address counts too. */
export function isForeignRequest({ method, headers }: Pick<Request, "method" | "headers">): boolean {
  const hosts = [headers.get("host"), new URL(env.APP_URL).host].filter((host) => host !== null);
  return isForeign(
    {
      method,
      origin: headers.get("origin"),
      site: headers.get("sec-fetch-site"),
      authorization: headers.get("authorization"),
    },
    hosts,
  );
}

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

/**
 * Whether a tablet speaks for somebody else than who is signed in: its page was opened by a colleague (`?by=`, her account), and
 * since then another signed in with this browser. What the one did must not be done in the name of the other.
 */
export function isForAnotherUser({ url }: Pick<Request, "url">, actor: { readonly user: string }): boolean {
  const by = new URL(url).searchParams.get("by");
  return by !== null && by !== actor.user;
}
