import { Prisma } from "#prisma/generated/client.ts";
import { may } from "#lib/access/may.ts";
import { organisationsWhere } from "#lib/access/where-may.ts";
import { firstHourOf, type FirstHour, type Mark, type ServiceField } from "#lib/place/first-hour.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { isUuid } from "#lib/uuid.ts";
import { isMailSetUp } from "#lib/server/auth/send-mail.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";

type OrganisationRow = {
  readonly organisation: string;
  readonly slug: string;
  readonly name: boolean;
  readonly telephone: boolean;
  readonly written: boolean;
  readonly department: boolean;
  readonly isNamed: boolean;
  readonly hasPlace: boolean;
  readonly hasColleague: boolean;
  readonly hasOwnTopics: boolean;
  readonly isPlanned: boolean;
  readonly hasBegun: boolean;
  readonly marks: readonly Mark[];
};

/**
 * How far an organisation is in its guided set-up, as whoever asks is shown it. `missing`: what it has not said of
 * itself.
 */
export type ReadFirstHour = FirstHour & {
  readonly organisation: string;
  readonly slug: string;
  readonly missing: readonly ServiceField[];
};

/** For whoever may set that organisation up. One query. Refused: `not-allowed`, `not-found`. */
export async function readFirstHour(
  actor: StaffActor,
  organisation: string,
): Promise<Result<ReadFirstHour, "not-allowed" | "not-found">> {
  if (!isUuid(organisation)) return refuse("not-found");
  if (!may(actor, { act: "set-up-organisation", organisation })) return refuse("not-allowed");
  const [read] = await readAll(actor, [organisation]);
  return read ? accept(read) : refuse("not-found");
}

/**
 * The set-up that this person is led back to: of the first organisation that they may set up and whose set-up is
 * neither finished nor put away; undefined when there is none. One query, none for who sets no organisation up.
 */
export async function offeredFirstHour(actor: StaffActor): Promise<ReadFirstHour | undefined> {
  const organisations = organisationsWhere(actor, "set-up-organisation");
  if (organisations.length === 0) return undefined;
  return (await readAll(actor, organisations)).find(({ isOffered }) => isOffered);
}

/** In the order of the form. */
const SERVICE: readonly ServiceField[] = ["name", "telephone", "written", "department"];

/** Looks for one row of each kind, however many there are. */
async function readAll({ user }: StaffActor, organisations: readonly string[]): Promise<readonly ReadFirstHour[]> {
  const now = toDate(clock.now());
  const rows = await db.$queryRaw<OrganisationRow[]>(Prisma.sql`
    SELECT o.id AS organisation, o.slug,
      s.service_name IS NOT NULL AS name,
      o.phone IS NOT NULL AS telephone,
      coalesce(s.written_mail, s.written_sms) IS NOT NULL AS written,
      s.department IS NOT NULL AS department,
      EXISTS (SELECT FROM user_account AS u WHERE u.id = ${user}::uuid AND u.name IS NOT NULL) AS "isNamed",
      EXISTS (SELECT FROM place AS p WHERE p.organisation_id = o.id AND NOT p.hidden) AS "hasPlace",
      EXISTS (SELECT FROM membership AS m WHERE m.organisation_id = o.id AND m.user_id <> ${user}::uuid
        AND (m.ends_at IS NULL OR m.ends_at > ${now}))
      OR EXISTS (SELECT FROM invitation AS i WHERE i.organisation_id = o.id AND i.accepted_at IS NULL
        AND i.withdrawn_at IS NULL AND i.expires_at > ${now}) AS "hasColleague",
      EXISTS (SELECT FROM topic AS t WHERE t.organisation_id = o.id) AS "hasOwnTopics",
      EXISTS (SELECT FROM series AS r WHERE r.organisation_id = o.id
        AND (r.until_date IS NULL OR r.until_date >= ${now}::date)) AS "isPlanned",
      EXISTS (SELECT FROM permanence AS h WHERE h.organisation_id = o.id AND h.starts_at <= ${now}
        AND h.status <> 'cancelled') AS "hasBegun",
      ARRAY(SELECT k.mark FROM set_up_mark AS k WHERE k.organisation_id = o.id) AS marks
    FROM organisation AS o LEFT JOIN organisation_settings AS s ON s.organisation_id = o.id
    WHERE o.id = ANY (${[...organisations]}::uuid[])
    ORDER BY o.name, o.id`);
  return rows.map((row) => {
    const missing = SERVICE.filter((field) => !row[field]);
    const facts = { ...row, hasMail: isMailSetUp(), missing, marks: new Set(row.marks) };
    return { ...firstHourOf(facts), organisation: row.organisation, slug: row.slug, missing };
  });
}
