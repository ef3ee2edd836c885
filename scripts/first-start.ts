import type pg from "pg";
import { invitationCode, invitationSecret, proofOfInvitationCode } from "#lib/server/auth/people/invitation-secret.ts";
import { environment } from "#lib/server/env.ts";
import { freshId } from "#lib/server/clock.ts";
import { withClient } from "./database.ts";

const KIND = "organisation-invitation";

/** The condition of the invitation of the first start while it can be used. */
const OPEN = "inviter_id IS NULL AND accepted_at IS NULL AND withdrawn_at IS NULL";

/**
 * The lines that say at which address an installation without an organisation is set up; none once somebody has done
 * that. Each call makes the address new, and the one before opens nothing any more. `url`: of the database, for the
 * role that serves; `secret`: APP_SECRET, of which the address is made.
 */
export async function firstStart(url: string, secret: string, appUrl: string): Promise<readonly string[]> {
  environment["APP_SECRET"] = secret;
  const made = await withClient(url, openFirstStart);
  if (made === undefined) return [];
  return [
    "",
    "Nobody has set this installation up. Open this address and fill in its form:",
    "",
    `  ${appUrl}/installation/${invitationSecret(made, KIND)}`,
    "",
    "It works once. The next start makes another one, and this one then opens nothing.",
    "",
  ];
}

/** The invitation of the first start, new; undefined when an organisation hosts the installation. */
async function openFirstStart(
  client: pg.Client,
): Promise<{ readonly id: string; readonly generation: number } | undefined> {
  await client.query("BEGIN");
  // The lock of `lockSetUps` (lib/server/organisation/set-up/organisation.ts).
  await client.query("SELECT pg_advisory_xact_lock(hashtext('set up an organisation'))");
  // Also in a database that was restored from a backup without a host.
  await client.query("SELECT choose_host()");
  const { rows: hosts } = await client.query("SELECT FROM organisation WHERE hosts");
  const { rows } = await client.query<{ id: string; generation: number }>(
    `SELECT id, generation FROM organisation_invitation WHERE ${OPEN}`,
  );
  const [open] = rows;
  const made = { id: open?.id ?? freshId(), generation: (open?.generation ?? 0) + 1 };
  if (hosts.length > 0) await client.query(`UPDATE organisation_invitation SET withdrawn_at = now() WHERE ${OPEN}`);
  else
    await client.query(
      `INSERT INTO organisation_invitation (id, becomes, generation, code, created_at) VALUES ($1, 'organisation', $2, $3, now())
       ON CONFLICT (id) DO UPDATE SET generation = excluded.generation, code = excluded.code`,
      [made.id, made.generation, proofOfInvitationCode(invitationCode(made, KIND))],
    );
  await client.query("COMMIT");
  return hosts.length > 0 ? undefined : made;
}
