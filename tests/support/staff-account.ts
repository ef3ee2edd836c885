import type { RunningApp } from "./start-app.ts";

/** Who administers, coordinates and receives people at the organisation of the demo. */
export const ADMINISTRATION = "administration@demo.strasbourg.example";

/** Gives an account these roles at the organisation of the demo, which hosts the installation. */
export async function addStaff(app: RunningApp, email: string, roles: readonly string[]): Promise<void> {
  await app.db.query(
    `WITH account AS (INSERT INTO user_account (id, email, name) VALUES (gen_random_uuid(), $1, 'Administration') ON CONFLICT (lower(email)) DO UPDATE SET name = excluded.name RETURNING id)
     INSERT INTO membership (user_id, organisation_id, role) SELECT account.id, organisation.id, role FROM account, organisation, unnest($2::text[]) AS role WHERE slug = 'ville-de-strasbourg' ON CONFLICT DO NOTHING`,
    [email, roles],
  );
  await app.db.query("UPDATE organisation SET hosts = (slug = 'ville-de-strasbourg')");
}

/** The account that opens every page of coordination. */
export const addAdministration = (app: RunningApp): Promise<void> =>
  addStaff(app, ADMINISTRATION, ["administrator", "coordinator", "conseiller"]);

/** Plans a conseiller at the first table of a half-day, by name. */
export async function planConseiller(app: RunningApp, permanence: string, name: string): Promise<void> {
  await app.db.query(
    `INSERT INTO assignment (id, permanence_id, organisation_id, conseiller_id, desk, starts_at, ends_at)
     SELECT gen_random_uuid(), p.id, p.organisation_id, u.id, 1, p.starts_at, p.ends_at FROM permanence p, user_account u
     WHERE p.id = $1 AND u.name = $2`,
    [permanence, name],
  );
}
