import { organisationsWhere, type ActInOrganisation, type AtPlaces } from "../../access/where-may.ts";
import { db } from "../db.ts";
import type { StaffActor } from "./options.ts";

/** An organisation that somebody works for, as the pages for coordination name it. */
export type StaffOrganisation = { readonly id: string; readonly slug: string; readonly name: string };

/**
 * The organisation whose page this is: that of the slug `asked`, otherwise the first by name in which this person may do
 * the act, at every place or with `at` at one at least; undefined when there is none. `others`: the further ones, to change to.
 */
export async function organisationOfPage(
  actor: StaffActor,
  act: ActInOrganisation,
  asked?: string,
  at?: AtPlaces,
): Promise<{ readonly chosen: StaffOrganisation; readonly others: readonly StaffOrganisation[] } | undefined> {
  const rows = await db.organisation.findMany({
    where: { id: { in: [...organisationsWhere(actor, act, at)] } },
    select: { id: true, slug: true, name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  const chosen = asked === undefined ? rows[0] : rows.find(({ slug }) => slug === asked);
  return chosen && { chosen, others: rows.filter(({ id }) => id !== chosen.id) };
}
