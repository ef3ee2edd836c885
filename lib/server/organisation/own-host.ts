import type { Actor } from "../../access/actor.ts";
import { hostNameOf } from "../../place/host-name.ts";
import { accept, refuse, type Result } from "../../result.ts";
import { isUuid } from "../../uuid.ts";
import { clock } from "../clock.ts";
import { afterCommit, transaction, type Tx } from "../db.ts";
import { env } from "../env.ts";
import { appendJournal } from "../journal/append-journal.ts";
import { forgetOwnHosts } from "../place/own-hosts.ts";
import { hostRefusals, refusalOfConstraint } from "../refusal-of-constraint.ts";
import { writeOrganisation } from "./set-up/organisation.ts";
import { hostFor } from "./host.ts";

/** `organisation`: its id. `host`: as it was typed; empty takes the name away. */
type HostWanted = { readonly organisation: string; readonly host: string };

/**
 * `no-such-host`: no host name (lib/place/host-name.ts). `host-of-installation`: that of `APP_URL`. `host-taken`:
 * another organisation’s.
 */
type HostRefusal = "not-allowed" | "not-found" | "no-such-host" | "host-of-installation" | "host-taken";

/**
 * Gives an organisation a host name at which its own pages are shown (docs/set-up.md#a-host-name-of-its-own), or takes
 * it away. For who administers the installation. This process knows it at once, others within ten seconds.
 */
export async function setOwnHost(actor: Actor, { organisation, host }: HostWanted): Promise<Result<void, HostRefusal>> {
  if (!(await hostFor(actor))) return refuse("not-allowed");
  const name = host.trim() === "" ? null : hostNameOf(host);
  if (name === undefined) return refuse("no-such-host");
  if (name === new URL(env.APP_URL).hostname) return refuse("host-of-installation");
  if (!isUuid(organisation)) return refuse("not-found");
  try {
    return await transaction((tx) => write(tx, actor, organisation, name), actor);
  } catch (error) {
    const refusal = refusalOfConstraint(error, hostRefusals);
    if (refusal === undefined) throw error;
    return refuse(refusal);
  }
}

async function write(
  tx: Tx,
  actor: Actor,
  organisation: string,
  ownHost: string | null,
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
