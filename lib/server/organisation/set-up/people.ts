import type { StaffRole } from "#lib/access/actor.ts";
import type { Instant } from "#lib/time/instant.ts";
import { toDate } from "#lib/server/clock.ts";
import { endLogins } from "#lib/server/auth/people/role-wanted.ts";
import { accountOfEmail } from "#lib/server/auth/account-of-email.ts";
import { lastsAt } from "#lib/server/auth/roles-of-accounts.ts";
import type { Tx } from "#lib/server/db.ts";
import type { NamedPlace } from "./places.ts";
import type { SetUpNote, SetUpStep } from "./progress.ts";

/**
 * An account and one role of it. `keepsName`: an account that is there is not renamed. `places`: where the role holds;
 * undefined when the file does not say, which means everywhere for a new role.
 */
export type PersonToSetUp = {
  readonly email: string;
  readonly name: string;
  readonly keepsName?: true;
  readonly role: StaffRole;
  readonly organisation: string;
  readonly places?: readonly NamedPlace[] | undefined;
};

/**
 * Writes an account, recognised by its e-mail address, and its role. A role that was ended stays ended; a name that is
 * another one is changed, unless the account keeps its own.
 */
export async function saveAccount(tx: Tx, wanted: PersonToSetUp, now: Instant): Promise<SetUpStep> {
  const account = await saveUser(tx, wanted);
  const role = await saveRole(tx, account.id, wanted, now);
  const did =
    account.did === "made" || role.did === "made"
      ? "made"
      : [account.did, role.did].includes("changed")
        ? "changed"
        : "unchanged";
  return { kind: "account", name: wanted.email, role: wanted.role, did, notes: role.notes ?? [] };
}

async function saveUser(
  tx: Tx,
  { email, name, keepsName }: PersonToSetUp,
): Promise<{ readonly id: string; readonly did: SetUpStep["did"] }> {
  const id = await accountOfEmail(tx, email);
  if (id === undefined) {
    const made = await tx.user.create({ data: { email, name }, select: { id: true } });
    return { id: made.id, did: "made" };
  }
  if (keepsName) return { id, did: "unchanged" };
  const renamed = await tx.user.updateMany({
    where: { id, OR: [{ name: null }, { name: { not: name } }] },
    data: { name },
  });
  return { id, did: renamed.count === 0 ? "unchanged" : "changed" };
}

async function saveRole(
  tx: Tx,
  userId: string,
  { organisation: organisationId, role, places }: PersonToSetUp,
  now: Instant,
): Promise<{ readonly did: SetUpStep["did"]; readonly notes?: readonly SetUpNote[] }> {
  const key = { userId, organisationId, role };
  const row = await tx.membership.findUnique({
    where: { userId_organisationId_role: key },
    include: { places: { select: { placeId: true } } },
  });
  if (!row) {
    await tx.membership.create({ data: { ...key, everyPlace: places === undefined, givenAt: toDate(now) } });
    await addPlaces(tx, key, places ?? []);
    // Whoever holds a login of an account that was there before may not be the person that the file names.
    await endLogins(tx, userId);
    return { did: "made" };
  }
  if (row.endsAt && row.endsAt <= toDate(now)) return { did: "unchanged", notes: [{ note: "role-ended" }] };
  if (places === undefined) return { did: "unchanged" };
  const held = new Set(row.places.map(({ placeId }) => placeId));
  const wanted = new Set(places.map(({ id }) => id));
  if (!row.everyPlace && held.symmetricDifference(wanted).size === 0) return { did: "unchanged" };
  await tx.membership.update({ where: { userId_organisationId_role: key }, data: { everyPlace: false } });
  await tx.membershipPlace.deleteMany({ where: { ...key, placeId: { notIn: [...wanted] } } });
  await addPlaces(
    tx,
    key,
    places.filter(({ id }) => !held.has(id)),
  );
  return { did: "changed" };
}

const addPlaces = (
  tx: Tx,
  key: { readonly userId: string; readonly organisationId: string; readonly role: string },
  places: readonly NamedPlace[],
): Promise<unknown> =>
  tx.membershipPlace.createMany({ data: places.map(({ id }) => ({ ...key, placeId: id })), skipDuplicates: true });

/**
 * Writes the first account of an organisation: its administrator, who becomes coordinator too while nobody else may
 * plan.
 */
export async function saveAdministrator(
  tx: Tx,
  administrator: Pick<PersonToSetUp, "email" | "name" | "organisation">,
  now: Instant,
): Promise<readonly SetUpStep[]> {
  const step = await saveAccount(tx, { ...administrator, role: "administrator" }, now);
  if (await isPlannedBySomebody(tx, administrator.organisation, now)) return [step];
  const coordinator = await saveAccount(tx, { ...administrator, role: "coordinator" }, now);
  return [step, { ...coordinator, notes: [{ note: "also-coordinator" }] }];
}

/** Whether somebody may plan half-days for this organisation at every place (lib/access/roles.ts). */
async function isPlannedBySomebody(tx: Tx, organisationId: string, now: Instant): Promise<boolean> {
  const found = await tx.membership.findFirst({
    where: {
      organisationId,
      role: "coordinator",
      everyPlace: true,
      ...lastsAt(now),
      user: { anonymisedAt: null },
    },
    select: { userId: true },
  });
  return found !== null;
}
