import { createHmac, randomBytes } from "node:crypto";
import { isIPv6, SocketAddress } from "node:net";
import { env } from "../env.ts";
import { PEER } from "./peer.ts";

/** Kept on the process: a bundler may load this file more than once. A new key at each start, so what is counted can be traced to nobody. */
const kept = globalThis as { addressKey?: Buffer };

/**
 * Who sent this, as a keyed hash that is only counted: an address is neither stored nor logged. Behind a proxy the
 * last entry of ADDRESS_HEADER, the one that the proxy itself wrote; a client can write the others.
 */
export const addressOf = (headers: Pick<Headers, "get">): string => keyedHash(senderOf(headers));

/**
 * The same for what all processes count together, in a table that forgets it after the minute (`tries`): a hash that is
 * the same in each of them and after a restart, keyed by this instance's secret, so that the database alone tells no address.
 */
export const sharedAddressOf = (headers: Pick<Headers, "get">): string =>
  createHmac("sha256", env.APP_SECRET)
    .update(`address\0${senderOf(headers)}`)
    .digest("base64url");

function senderOf(headers: Pick<Headers, "get">): string {
  const told =
    env.ADDRESS_HEADER === undefined ? undefined : headers.get(env.ADDRESS_HEADER)?.split(",").at(-1)?.trim();
  return networkOf(told || headers.get(PEER) || "");
}

/** A keyed hash of what must not be held as it is: good for counting, in this process, until it ends. */
export const keyedHash = (text: string): string =>
  createHmac("sha256", (kept.addressKey ??= randomBytes(32)))
    .update(text)
    .digest("base64url");

/** What counts as one address: an IPv4 address; of IPv6 the first 56 bits, which is what one subscriber gets. */
export function networkOf(written: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(written)?.[1];
  if (mapped !== undefined || !isIPv6(written)) return mapped ?? written;
  const [left = "", right = ""] = new SocketAddress({ address: written, family: "ipv6" }).address.split("::");
  const groups = [left, right].map((half) => half.split(":").filter(Boolean));
  const zeros = Array<string>(8 - (groups[0]?.length ?? 0) - (groups[1]?.length ?? 0)).fill("0");
  const hex = [...(groups[0] ?? []), ...zeros, ...(groups[1] ?? [])].map((group) => group.padStart(4, "0")).join("");
  return hex.slice(0, 14);
}
