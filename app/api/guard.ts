import { isForeign } from "#lib/access/origin.ts";
import { env } from "#lib/server/env.ts";
import { credentialOf, isTrue } from "#lib/server/auth/caller.ts";
import { isVerifiedHere } from "#lib/server/auth/verified-credentials.ts";
import { addressOf, sharedAddressOf } from "#lib/server/edge/hashed-address.ts";
import { takeStream } from "#lib/server/edge/open-streams.ts";
import { consume } from "#lib/server/edge/rate-limit.ts";

/**
 * Whether another site's page sent this request (docs/api.md#origin). Behind a proxy the Host may be an internal one,
 * so the instance's own address counts too.
 */
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
 * Seconds until this caller may ask again, or undefined when the request may be answered (docs/api.md#limits). Counted
 * by network address, except for callers who recently proved who they are: a cookie alone proves nothing.
 */
export async function secondsToWait({
  method,
  headers,
}: Pick<Request, "method" | "headers">): Promise<number | undefined> {
  const shown = credentialOf(headers);
  if (shown !== undefined && isVerifiedHere(shown)) return undefined;
  const who = addressOf(headers);
  const seconds =
    (await consume("requests", who)) ??
    (method === "POST" ? await consume("creates", sharedAddressOf(headers)) : undefined);
  return seconds === undefined || (await isKnown(shown, who)) ? undefined : seconds;
}

/**
 * Counts a live stream of this caller's address; the returned function ends the count. Undefined when the address holds
 * as many open as it may. A known caller is not counted: the team's tablet and the room screen follow whoever waits
 * there.
 */
export async function takeStreamFor({ headers }: Pick<Request, "headers">): Promise<(() => void) | undefined> {
  const shown = credentialOf(headers);
  if (shown !== undefined && isVerifiedHere(shown)) return () => undefined;
  const who = addressOf(headers);
  return takeStream(who) ?? ((await isKnown(shown, who)) ? () => undefined : undefined);
}

/**
 * Whether what a caller over a limit shows belongs to somebody. Staff must not wait because of others behind the same
 * network address; how often their session is looked up is limited too.
 */
const isKnown = async (shown: string | undefined, who: string): Promise<boolean> =>
  shown !== undefined && (await consume("credential-checks", who)) === undefined && (await isTrue(shown));

/**
 * Whether a tablet's page was opened by somebody else (`?by=`, their account) than the person now signed in with this
 * browser. Acts of the one must not be recorded under the other's name.
 */
export function isForAnotherUser({ url }: Pick<Request, "url">, actor: { readonly user: string }): boolean {
  const by = new URL(url).searchParams.get("by");
  return by !== null && by !== actor.user;
}
