import { toDate } from "#lib/server/clock.ts";
import { db, transaction } from "#lib/server/db.ts";
import type { Instant } from "#lib/time/instant.ts";
import { AT_THE_DESKS } from "./organisations.ts";

/** The account with this address, which exists. */
export const accountId = async (email: string): Promise<string> =>
  (await db.user.findFirstOrThrow({ where: { email }, select: { id: true } })).id;

/**
 * Two conseillers of the organisation for the desks of the open line: nobody sits at another half-day's desk, and both
 * may run a line at every place. When fewer than two of the demo's accounts are left, further stand-ins are made.
 */
export async function whoIsFree(organisationId: string, now: Instant): Promise<readonly [string, string]> {
  const free = await freeAmong(organisationId, now, await Promise.all(AT_THE_DESKS.map(accountId)));
  for (let number = 3; ; number += 1) {
    const [first, second] = free;
    if (first !== undefined && second !== undefined) return [first, second];
    const id = await standIn(organisationId, number);
    free.push(...(await freeAmong(organisationId, now, [id])));
  }
}

/** Those of these users who are at no desk and have the role of a conseiller at every place, in their order. */
async function freeAmong(organisationId: string, now: Instant, users: readonly string[]): Promise<string[]> {
  const ids = [...users];
  const busy = await db.visit.findMany({
    where: { state: { in: ["called", "serving"] }, conseillerId: { in: ids } },
    select: { conseillerId: true },
  });
  const allowed = await db.membership.findMany({
    where: {
      userId: { in: ids },
      organisationId,
      role: "conseiller",
      everyPlace: true,
      OR: [{ endsAt: null }, { endsAt: { gt: toDate(now) } }],
    },
    select: { userId: true },
  });
  return ids.filter(
    (id) => !busy.some(({ conseillerId }) => conseillerId === id) && allowed.some(({ userId }) => userId === id),
  );
}

/** The account of that stand-in; one that exists is left as it is. */
const standIn = (organisationId: string, number: number): Promise<string> =>
  transaction(async (tx) => {
    const email = `remplacement-${number}@demo.strasbourg.example`;
    await tx.user.createMany({ data: [{ email, name: `Remplacement ${number}` }], skipDuplicates: true });
    const { id } = await tx.user.findFirstOrThrow({ where: { email }, select: { id: true } });
    await tx.membership.createMany({
      data: [{ userId: id, organisationId, role: "conseiller" }],
      skipDuplicates: true,
    });
    return id;
  }, "service");
