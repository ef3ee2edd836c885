import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { db, type Tx } from "#lib/server/db.ts";

/** The organisation that hosts the installation; undefined until somebody has set the first one up. */
export const readHost = (
  tx: Pick<Tx, "organisation"> = db,
): Promise<{ id: string; slug: string; name: string } | null> =>
  tx.organisation.findFirst({ where: { hosts: true }, select: { id: true, slug: true, name: true } });

/** The organisation that hosts the installation, for whoever administers it; undefined for everybody else. */
export async function hostFor(
  actor: Actor,
  tx: Pick<Tx, "organisation"> = db,
): Promise<{ readonly id: string; readonly slug: string; readonly name: string } | undefined> {
  const host = await readHost(tx);
  return host && may(actor, { act: "host-organisations", organisation: host.id }) ? host : undefined;
}
