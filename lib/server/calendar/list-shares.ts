import { may } from "#lib/access/may.ts";
import type { Actor } from "#lib/access/actor.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { secretOf } from "#lib/server/secrets.ts";

/** A shared calendar that a member of staff may open, and the secret of its page. */
export type ListedShare = {
  readonly name: string;
  readonly giver: string;
  readonly receiver: string;
  readonly secret: string;
};

/**
 * The shares, neither revoked nor over, that the organisations of the actor received, and those they gave for
 * coordinators and administrators.
 */
export async function listShares(actor: Actor & { kind: "staff" }): Promise<readonly ListedShare[]> {
  const organisations = [...new Set(actor.roles.map(({ organisation }) => organisation))];
  const rows = await db.calendarShare.findMany({
    where: {
      revokedAt: null,
      AND: { OR: [{ expiresAt: null }, { expiresAt: { gt: toDate(clock.now()) } }] },
      OR: [{ receiverId: { in: organisations } }, { giverId: { in: organisations } }],
    },
    include: { giver: { select: { name: true } }, receiver: { select: { name: true } } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return rows
    .filter(({ giverId, receiverId }) => may(actor, { act: "list-share", giver: giverId, receiver: receiverId }))
    .map(({ id, generation, name, giver, receiver }) => ({
      name,
      giver: giver.name,
      receiver: receiver.name,
      secret: secretOf("share", id, generation),
    }));
}
