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
import { writeOperator } from "./set-up/operator.ts";
import { hostFor } from "./host.ts";

/** `operator`: its id. `host`: as it was typed; empty takes the name away. */
type HostWanted = { readonly operator: string; readonly host: string };

/** `no-such-host`: no host name (lib/place/host-name.ts). `host-of-installation`: that of `APP_URL`. `host-taken`: another operator’s. */
type HostRefusal = "not-allowed" | "not-found" | "no-such-host" | "host-of-installation" | "host-taken";

/**
 * Gives an operator a host name at which its own pages are shown (docs/set-up.md#a-host-name-of-its-own), or takes it away. For who administers the
 * installation. This process knows it at once, others within ten seconds.
 */
export async function setOwnHost(actor: Actor, { operator, host }: HostWanted): Promise<Result<void, HostRefusal>> {
  if (!(await hostFor(actor))) return refuse("not-allowed");
  const name = host.trim() === "" ? null : hostNameOf(host);
  if (name === undefined) return refuse("no-such-host");
  if (name === new URL(env.APP_URL).hostname) return refuse("host-of-installation");
  if (!isUuid(operator)) return refuse("not-found");
  try {
    return await transaction((tx) => write(tx, actor, operator, name), actor);
  } catch (error) {
    const refusal = refusalOfConstraint(error, hostRefusals);
    if (refusal === undefined) throw error;
    return refuse(refusal);
  }
}

async function write(
  tx: Tx,
  actor: Actor,
  operator: string,
  ownHost: string | null,
): Promise<Result<void, HostRefusal>> {
  const host = await hostFor(actor, tx);
  if (!host) return refuse("not-allowed");
  // As in every change of what an operator says of itself.
  await tx.$queryRaw`SELECT FROM organisation WHERE id = ${operator}::uuid FOR UPDATE`;
  const row = await tx.organisation.findUnique({
    where: { id: operator, operator: true },
    select: { settings: { select: { ownHost: true } } },
  });
  if (!row) return refuse("not-found");
  if ((row.settings?.ownHost ?? null) === ownHost) return accept(undefined);
  const now = clock.now();
  // Makes the row of its settings where it has none.
  await writeOperator(tx, operator, {}, now);
  await tx.operatorSettings.update({ where: { organisationId: operator }, data: { ownHost } });
  const data = { operator, given: ownHost !== null };
  await appendJournal(tx, actor, { act: "operator-host-changed", organisation: host.id, data }, now);
  afterCommit(tx, forgetOwnHosts);
  return accept(undefined);
}
