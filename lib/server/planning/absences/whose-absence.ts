import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { PLANNED_ROLES } from "#lib/access/roles.ts";
import { reachIn, type Reach } from "#lib/access/where-may.ts";
import type { Instant } from "#lib/time/instant.ts";
import { lastsAt } from "#lib/server/auth/roles-of-accounts.ts";
import type { Tx } from "#lib/server/db.ts";

/** Whose absence it is, and in which organisation it is entered. */
export type WhoseAbsence = { readonly organisation: string; readonly account: string };

/**
 * At which places this person is told what an absence of that account touches; undefined when they may not note it. At
 * every place: a coordinator of the organisation at every place, and whoever signed in to the account and has a role in
 * the organisation. At theirs: a coordinator of some places, of whoever may be planned there
 * (docs/booking.md#absences). Nobody enters anything in an organisation in which they are nobody.
 */
export async function reachOfAbsence(
  tx: Pick<Tx, "membership">,
  actor: Actor,
  whose: WhoseAbsence,
  now: Instant,
): Promise<Reach | undefined> {
  const { organisation, account } = whose;
  if (actor.kind !== "staff" || !actor.roles.some((role) => role.organisation === organisation)) return undefined;
  if (may(actor, { act: "note-absence", ...whose })) return { organisation, places: "all" };
  const reach = reachIn(actor, "note-absence", organisation);
  if (!reach || reach.places === "all") return reach;
  const planned = await tx.membership.findFirst({
    where: {
      userId: account,
      organisationId: organisation,
      role: { in: [...PLANNED_ROLES] },
      AND: [lastsAt(now), { OR: [{ everyPlace: true }, { places: { some: { placeId: { in: [...reach.places] } } } }] }],
    },
    select: { userId: true },
  });
  return planned ? reach : undefined;
}
