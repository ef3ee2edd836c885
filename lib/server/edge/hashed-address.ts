import { createHmac, randomBytes } from "node:crypto";
import { isIPv6, SocketAddress } from "node:net";
import type { Instant } from "#lib/time/instant.ts";
import { env } from "#lib/server/env.ts";
import { sharedHash } from "#lib/server/secrets.ts";
import { PEER } from "./peer-address.ts";

/**
 * Kept on the process, since a bundler may load this file more than once. A new key at each start, so that nothing
 * counted can be traced back.
 */
const kept = globalThis as { addressKey?: Buffer };

/**
 * The sender's address as a keyed hash for counting; an address is neither stored nor logged. Behind a proxy it is the
 * last entry of ADDRESS_HEADER, which the proxy itself wrote; a client can write the others.
 */
export const addressOf = (headers: Pick<Headers, "get">): string => keyedHash(networkOfRequest(headers));

/** The same for counters that all processes share: the hash is the same in every process and after a restart. */
export const sharedAddressOf = (headers: Pick<Headers, "get">): string =>
  sharedHash("address", networkOfRequest(headers));

/**
 * From where something was sent, as a keyed hash whose key is another one each day (UTC); undefined for an address that
 * many people share (`SHARED_ADDRESSES`).
 */
export function originOf(headers: Pick<Headers, "get">, now: Instant): string | undefined {
  const network = networkOfRequest(headers);
  if (sharedAddresses().has(network)) return undefined;
  return sharedHash(`origin of ${new Date(now).toISOString().slice(0, 10)}`, network);
}

/** The names of the addresses that many people share, by what counts as one address. */
export const sharedAddresses = (): ReadonlyMap<string, string> =>
  new Map(
    (env.SHARED_ADDRESSES ?? "")
      .split(";")
      .map((one) => one.split("=").map((part) => part.trim()))
      .flatMap(([name, address]) => (name && address ? [[networkOf(address), name] as const] : [])),
  );

function networkOfRequest(headers: Pick<Headers, "get">): string {
  const told =
    env.ADDRESS_HEADER === undefined ? undefined : headers.get(env.ADDRESS_HEADER)?.split(",").at(-1)?.trim();
  return networkOf(told || headers.get(PEER) || "");
}

/** A keyed hash of a text that must not be kept itself; only for counting in this process. */
export const keyedHash = (text: string): string =>
  createHmac("sha256", (kept.addressKey ??= randomBytes(32)))
    .update(text)
    .digest("base64url");

/**
 * What counts as one address: an IPv4 address, or the first 56 bits of an IPv6 address, which is what one subscriber
 * gets.
 */
export function networkOf(written: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(written)?.[1];
  if (mapped !== undefined || !isIPv6(written)) return mapped ?? written;
  const [left = "", right = ""] = new SocketAddress({ address: written, family: "ipv6" }).address.split("::");
  const groups = [left, right].map((half) => half.split(":").filter(Boolean));
  const zeros = Array<string>(8 - (groups[0]?.length ?? 0) - (groups[1]?.length ?? 0)).fill("0");
  const hex = [...(groups[0] ?? []), ...zeros, ...(groups[1] ?? [])].map((group) => group.padStart(4, "0")).join("");
  return hex.slice(0, 14);
}
