import { SECOND, type Instant } from "#lib/time/instant.ts";
import { clock } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";

/** The organisations that have a host name of their own: by that name, each one’s name in addresses. */
type OwnHosts = ReadonlyMap<string, string>;

type CachedHosts = { readonly readAt: Instant; readonly hosts: Promise<OwnHosts> };

/** Milliseconds for which a process keeps the list. */
const KEPT_FOR = 10 * SECOND;

/** Kept on the process, since a bundler may load this file more than once. `last`: the list as it was read last. */
const process = globalThis as { keptOwnHosts?: CachedHosts | undefined; lastOwnHosts?: OwnHosts };

/**
 * Every host name of an organisation, read at most once in ten seconds. Where it cannot be read, the last list goes on
 * counting.
 */
export function ownHosts(): Promise<OwnHosts> {
  const now = clock.now();
  const known = process.keptOwnHosts;
  if (known && Math.abs(now - known.readAt) < KEPT_FOR) return known.hosts;
  const hosts = readHosts().then((read) => (process.lastOwnHosts = read), lastOwnHosts);
  process.keptOwnHosts = { readAt: now, hosts };
  return hosts;
}

/** The list as it was read last, without asking for it; empty before the first read. */
export const lastOwnHosts = (): OwnHosts => process.lastOwnHosts ?? new Map();

/** The list is read anew the next time it is asked for, in this process. */
export function forgetOwnHosts(): void {
  process.keptOwnHosts = undefined;
}

async function readHosts(): Promise<OwnHosts> {
  const rows = await db.organisationSettings.findMany({
    where: { ownHost: { not: null }, organisation: { runsPermanences: true } },
    select: { ownHost: true, organisation: { select: { slug: true } } },
  });
  return new Map(rows.map(({ ownHost, organisation: { slug } }) => [ownHost ?? "", slug]));
}
