import type { RunningApp } from "#tests/support/start-app.ts";
import { addAdministration, addStaff } from "#tests/support/staff-account.ts";
import { plannedPermanence } from "#tests/support/neuhof-morning.ts";
import { books, shortTopic } from "#tests/e2e/http/half-day.ts";

/** The Monday after SUNDAY (neuhof-morning.ts), with which the week of these tests begins. */
export const MONDAY = "2026-11-23";

/** The people of the team, by initials, with the languages that they speak besides French. */
const PEOPLE = [
  { name: "A. B.", languages: ["ar"] },
  { name: "C. D.", languages: ["tr"] },
  { name: "E. F.", languages: [] },
  { name: "G. H.", languages: ["de"] },
] as const;

/**
 * The demo’s organisation in the week of that Monday: four people, of whom A. B. has one of the two desks of Monday
 * morning at the Neuhof, where somebody is booked at nine, and G. H. the one desk of Tuesday morning; E. F. is away on
 * Wednesday.
 */
export async function addTeam(app: RunningApp): Promise<{ readonly monday: string; readonly tuesday: string }> {
  await addAdministration(app);
  for (const { name, languages } of PEOPLE) {
    await addStaff(app, emailOf(name), ["conseiller"]);
    await app.db.query("UPDATE user_account SET name = $2, languages = $3 WHERE email = $1", [
      emailOf(name),
      name,
      languages,
    ]);
  }
  const monday = await plannedPermanence(app, "mairie-neuhof", MONDAY);
  await app.db.query(
    `UPDATE permanence SET bookable_lanes = 1, windows = '[{"from":0,"to":180,"mode":"mixed"}]' WHERE id = $1`,
    [monday],
  );
  await seat(app, monday, "A. B.");
  const tuesday = await plannedPermanence(app, "centre-social-victor-schoelcher", "2026-11-24");
  await seat(app, tuesday, "G. H.");
  await app.db.query(
    `INSERT INTO absence (id, conseiller_id, organisation_id, starts_at, ends_at)
     SELECT gen_random_uuid(), u.id, o.id, '2026-11-25T00:00:00+01:00', '2026-11-26T00:00:00+01:00' FROM user_account u, organisation o WHERE u.email = $1 AND o.slug = 'ville-de-strasbourg'`,
    [emailOf("E. F.")],
  );
  const booked = await books(app, monday, `${MONDAY}T08:00:00.000Z`, await shortTopic(app));
  if (!booked.ok) throw new Error(`Nobody could book: ${booked.status} ${await booked.text()}`);
  return { monday, tuesday };
}

const emailOf = (name: string): string => `${name.replaceAll(/\W/gu, "").toLowerCase()}@ville.example`;

const seat = (app: RunningApp, permanence: string, name: string) =>
  app.db.query(
    `INSERT INTO assignment (id, permanence_id, organisation_id, conseiller_id, desk, starts_at, ends_at)
     SELECT gen_random_uuid(), p.id, p.organisation_id, u.id, 1, p.starts_at, p.ends_at FROM permanence p, user_account u WHERE p.id = $1 AND u.email = $2`,
    [permanence, emailOf(name)],
  );
