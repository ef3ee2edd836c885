import type { Actor } from "#lib/access/actor.ts";
import { hostNameOf } from "#lib/place/host-name.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { isUuid } from "#lib/uuid.ts";
import { fieldsOfHost } from "#lib/wire/organisation/new-organisation.ts";
import { clock } from "#lib/server/clock.ts";
import { contentHash } from "#lib/server/content-hash.ts";
import { afterCommit, db, transaction, type Tx } from "#lib/server/db.ts";
import { env } from "#lib/server/env.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { forgetOwnHosts } from "#lib/server/place/own-hosts.ts";
import { hostRefusals, refusalOfConstraint } from "#lib/server/refusal-of-constraint.ts";
import { writeOrganisation } from "./set-up/organisation.ts";
import { hostFor } from "./host.ts";

/**
 * `organisation`: its id. `host`: as it was typed; empty takes the name away. `seen`: the version of what was stored
 * (`fieldsOfHost`); refused `changed-meanwhile` when it is no longer that one.
 */
type HostWanted = { readonly organisation: string; readonly host: string; readonly seen?: string | undefined };

/**
 * `no-such-host`: no host name (lib/place/host-name.ts). `host-of-installation`: that of `APP_URL`. `host-taken`:
 * another organisation’s.
 */
type HostRefusal =
  | "changed-meanwhile"
  | "not-allowed"
  | "not-found"
  | "no-such-host"
  | "host-of-installation"
  | "host-taken";

/**
 * Gives an organisation a host name at which its own pages are shown (docs/set-up.md#a-host-name-of-its-own), or takes
 * it away. For who administers the installation. This process knows it at once, others within ten seconds.
 */
export async function setOwnHost(
  actor: Actor,
  { organisation, host, seen }: HostWanted,
): Promise<Result<void, HostRefusal>> {
  if (!(await hostFor(actor))) return refuse("not-allowed");
  const name = host.trim() === "" ? null : hostNameOf(host);
  if (name === undefined) return refuse("no-such-host");
  if (name === new URL(env.APP_URL).hostname) return refuse("host-of-installation");
  if (!isUuid(organisation)) return refuse("not-found");
  try {
    return await transaction((tx) => write(tx, actor, { organisation, ownHost: name, seen }), actor);
  } catch (error) {
    const refusal = refusalOfConstraint(error, hostRefusals);
    if (refusal === undefined) throw error;
    return refuse(refusal);
  }
}

/** What is stored of that form, for who administers the installation; undefined for everybody else. */
export async function storedHost(actor: Actor, organisation: string): Promise<{ readonly host: string } | undefined> {
  if (!isUuid(organisation) || !(await hostFor(actor))) return undefined;
  const where = { organisationId: organisation };
  return fieldsOfHost((await db.organisationSettings.findUnique({ where, select: { ownHost: true } }))?.ownHost);
}

async function write(
  tx: Tx,
  actor: Actor,
  {
    organisation,
    ownHost,
    seen,
  }: { readonly organisation: string; readonly ownHost: string | null; readonly seen: string | undefined },
): Promise<Result<void, HostRefusal>> {
  const host = await hostFor(actor, tx);
  if (!host) return refuse("not-allowed");
  // As in every change of what an organisation says of itself.
  await tx.$queryRaw`SELECT FROM organisation WHERE id = ${organisation}::uuid FOR UPDATE`;
  const row = await tx.organisation.findUnique({
    where: { id: organisation, runsPermanences: true },
    select: { settings: { select: { ownHost: true } } },
  });
  if (!row) return refuse("not-found");
  if (seen !== undefined && seen !== contentHash(fieldsOfHost(row.settings?.ownHost)))
    return refuse("changed-meanwhile");
  if ((row.settings?.ownHost ?? null) === ownHost) return accept(undefined);
  const now = clock.now();
  // Makes the row of its settings where it has none.
  await writeOrganisation(tx, organisation, {}, now);
  await tx.organisationSettings.update({ where: { organisationId: organisation }, data: { ownHost } });
  const data = { organisation, given: ownHost !== null };
  await appendJournal(tx, actor, { act: "organisation-host-changed", organisation: host.id, data }, now);
  afterCommit(tx, forgetOwnHosts);
  return accept(undefined);
}
