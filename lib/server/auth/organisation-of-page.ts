import { PLANNED_ROLES } from "#lib/access/roles.ts";
import { organisationsWhere, type ActInOrganisation, type AtPlaces } from "#lib/access/where-may.ts";
import { db } from "#lib/server/db.ts";
import type { StaffActor } from "./options.ts";

/** An organisation that somebody works for, as the pages for coordination name it. */
export type StaffOrganisation = { readonly id: string; readonly slug: string; readonly name: string };

/**
 * The organisation whose page this is: that of the slug `asked`, otherwise the first by name in which this person may
 * do the act, at every place or with `at` at one at least; undefined when there is none. `others`: the further ones, to
 * change to.
 */
export async function organisationOfPage(
  actor: StaffActor,
  act: ActInOrganisation,
  asked?: string,
  at?: AtPlaces,
): Promise<{ readonly chosen: StaffOrganisation; readonly others: readonly StaffOrganisation[] } | undefined> {
  return chosenOf(organisationsWhere(actor, act, at), asked);
}

/** The same of the organisations in which this person has a role whose people are planned, for what is their own. */
export const ownOrganisationOfPage = (
  actor: StaffActor,
  asked?: string,
): Promise<{ readonly chosen: StaffOrganisation; readonly others: readonly StaffOrganisation[] } | undefined> =>
  chosenOf(
    actor.roles.filter(({ role }) => PLANNED_ROLES.some((one) => one === role)).map(({ organisation }) => organisation),
    asked,
  );

async function chosenOf(
  organisations: readonly string[],
  asked: string | undefined,
): Promise<{ readonly chosen: StaffOrganisation; readonly others: readonly StaffOrganisation[] } | undefined> {
  const rows = await db.organisation.findMany({
    where: { id: { in: [...organisations] } },
    select: { id: true, slug: true, name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  const chosen = asked === undefined ? rows[0] : rows.find(({ slug }) => slug === asked);
  return chosen && { chosen, others: rows.filter(({ id }) => id !== chosen.id) };
}
