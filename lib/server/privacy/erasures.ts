import { Prisma } from "#prisma/generated/client.ts";
import {
  keptSince,
  keysKeptSince,
  originsKeptSince,
  proceduresKeptSince,
  requestsKeptSince,
  stoppedKeptSince,
} from "#lib/access/retention.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { clock, toDate } from "#lib/server/clock.ts";

/** What is erased in one table: `due` is the condition of the rows, `key` their primary key. */
export type Erasure = {
  readonly table: string;
  readonly key: string;
  readonly due: Prisma.Sql;
  /**
   * The same for a look at the first entry of an index: rows that are `where` are due when their least `column` is not
   * later than `until`. A table without it is small, or is looked into by half-day.
   */
  readonly first?: { readonly column: Prisma.Sql; readonly where: Prisma.Sql; readonly until: Date | bigint };
  /**
   * The same condition for the look of each minute, where `due` would read too much: it may leave out what is long
   * overdue.
   */
  readonly lately?: Prisma.Sql;
  /** The columns that are set; without it the rows are deleted. */
  readonly becomes?: Prisma.Sql;
};

/**
 * What is erased row by row, by the name under which it is counted. The identities of a night: `erase-identities.ts`.
 */
export type Erased =
  | "messages"
  | "cancelReasons"
  | "contacts"
  | "codes"
  | "cancelledContacts"
  | "cancelledCodes"
  | "offers"
  | "told"
  | "staffTold"
  | "helpCalls"
  | "partnerTold"
  | "doorChanges"
  | "doorTold"
  | "shortLinks"
  | "stoppedSms"
  | "bookingOrigins"
  | "demoMessages"
  | "deviceNames"
  | "leasedDevices"
  | "exchanges"
  | "actKeys"
  | "unsentActs"
  | "workshopPlaces"
  | "procedures"
  | "telephones"
  | "logins"
  | "signInCodes"
  | "mailedCodes"
  | "typedForms"
  | "invitations"
  | "absences"
  | "tabletPasses"
  | "shareRequests"
  | "organisationInvitations"
  | "limits"
  | "outcomes";

const { sql } = Prisma;

/** Minutes. */
const DAY = 24 * 60;
const TWO_DAYS = 2 * DAY;
const HOUR = 60;

/**
 * What becomes of an appointment whose contact is erased at this moment. One beside the lanes keeps an empty reason, as
 * `appointment_lane_or_overbooked` requires.
 */
export const erasedCode = (at: Date): Prisma.Sql =>
  sql`code = NULL, overbook_reason = CASE WHEN overbook_reason IS NULL THEN NULL ELSE '' END, contact_erased_at = ${at}`;

/**
 * What has to be erased at the moment `now`, as in the table of docs/personal-data.md#what-is-erased-when. `ended`: the
 * ids of the half-days after whose planned end the first three in the morning has passed (`halfDaysToErase`). What is
 * kept for 30 days is due when it ended 30 days before `now` or earlier (`keptSince`). A row that was erased fits no
 * condition any more.
 */
export function erasuresAt(now: Instant, ended: readonly string[]): Readonly<Record<Erased, Erasure>> {
  const at = toDate(now);
  const since = toDate(keptSince(now));
  const asked = toDate(requestsKeptSince(now));
  const originsSince = toDate(originsKeptSince(now));
  const stoppedSince = toDate(stoppedKeptSince(now));
  const proceduresSince = toDate(proceduresKeptSince(now)).toISOString().slice(0, 10);
  const cancelledWithContact = sql`cancelled_at IS NOT NULL AND contact_erased_at IS NULL`;
  // Leaves the partitions out that begin later.
  const monthsOver = sql`day <= (${since}::timestamptz AT TIME ZONE 'UTC')::date`;
  return {
    messages: {
      table: "permanence",
      key: "id",
      due: sql`id = ANY(${ended}::uuid[]) AND message IS NOT NULL`,
      becomes: sql`message = NULL`,
    },
    cancelReasons: {
      table: "permanence",
      key: "id",
      due: sql`ends_at <= ${since} AND cancel_reason IS NOT NULL`,
      first: { column: sql`ends_at`, where: sql`cancel_reason IS NOT NULL`, until: since },
      // The event repeats the reason. Feeds go 30 days back: it is the day on which it leaves them.
      becomes: sql`cancel_reason = NULL, vevent = NULL`,
    },
    contacts: {
      table: "appointment_contact",
      key: "day, appointment_id",
      due: sql`${monthsOver} AND ends_at <= ${since}`,
      first: { column: sql`ends_at`, where: monthsOver, until: since },
    },
    codes: {
      table: "appointment",
      key: "id",
      due: sql`ends_at <= ${since} AND contact_erased_at IS NULL`,
      first: { column: sql`ends_at`, where: sql`contact_erased_at IS NULL`, until: since },
      becomes: erasedCode(at),
    },
    cancelledContacts: {
      table: "appointment_contact",
      key: "day, appointment_id",
      due: sql`(day, appointment_id) IN (SELECT (ends_at AT TIME ZONE 'UTC')::date, id FROM appointment WHERE ${cancelledWithContact} AND cancelled_at <= ${since})`,
      // Due together with `cancelledCodes`, which is looked for.
      lately: sql`false`,
    },
    // After the contacts: it notes that nothing is left.
    cancelledCodes: {
      table: "appointment",
      key: "id",
      due: sql`${cancelledWithContact} AND cancelled_at <= ${since}`,
      first: { column: sql`cancelled_at`, where: cancelledWithContact, until: since },
      becomes: erasedCode(at),
    },
    // With the contact of the appointment, or later: until then the list of who is to be told, and the page of the
    // appointment, read it.
    offers: {
      table: "appointment_offer",
      key: "id",
      due: sql`ends_at <= ${since}`,
      first: { column: sql`ends_at`, where: sql`true`, until: since },
    },
    // An appointment that was erased is told nothing any more.
    told: {
      table: "told",
      key: "appointment_id",
      due: sql`hour <= ${since}`,
      first: { column: sql`hour`, where: sql`true`, until: since },
    },
    // What somebody of the team knew and answered, with the absences: « malade » is nobody's concern afterwards.
    staffTold: {
      table: "staff_told",
      key: "account_id, permanence_id",
      due: sql`ends_at <= ${since}`,
      first: { column: sql`ends_at`, where: sql`true`, until: since },
    },
    partnerTold: {
      table: "partner_told",
      key: "share_id, permanence_id",
      due: sql`ends_at <= ${since}`,
      first: { column: sql`ends_at`, where: sql`true`, until: since },
    },
    doorChanges: {
      table: "door_change",
      key: "permanence_id",
      due: sql`ends_at <= ${since}`,
      first: { column: sql`ends_at`, where: sql`true`, until: since },
    },
    doorTold: {
      table: "door_told",
      key: "contact_id, permanence_id",
      due: sql`ends_at <= ${since}`,
      first: { column: sql`ends_at`, where: sql`true`, until: since },
    },
    // Which colleague asked for help, and who came.
    helpCalls: {
      table: "help_call",
      key: "id",
      due: sql`asked_at <= ${since}`,
      first: { column: sql`asked_at`, where: sql`true`, until: since },
    },
    shortLinks: {
      table: "short_link",
      key: "hash",
      due: sql`expires_at <= ${at}`,
      first: { column: sql`expires_at`, where: sql`true`, until: at },
    },
    demoMessages: {
      table: "demo_message",
      key: "tag",
      due: sql`kept_at <= ${since}`,
      first: { column: sql`kept_at`, where: sql`true`, until: since },
    },
    absences: {
      table: "absence",
      key: "id",
      due: sql`ends_at <= ${since}`,
      first: { column: sql`ends_at`, where: sql`true`, until: since },
    },
    stoppedSms: {
      table: "sms_stopped",
      key: "phone",
      due: sql`stopped_at <= ${stoppedSince}`,
      first: { column: sql`stopped_at`, where: sql`true`, until: stoppedSince },
    },
    bookingOrigins: {
      table: "booking_origin",
      key: "appointment_id",
      due: sql`booked_at <= ${originsSince}`,
      first: { column: sql`booked_at`, where: sql`true`, until: originsSince },
    },
    deviceNames: {
      table: "device",
      key: "id",
      due: sql`revoked_at <= ${since} AND name <> ''`,
      first: { column: sql`revoked_at`, where: sql`revoked_at IS NOT NULL AND name <> ''`, until: since },
      becomes: sql`name = ''`,
    },
    leasedDevices: {
      table: "number_lease",
      key: "id",
      due: sql`leased_at <= ${since} AND device <> ''`,
      first: { column: sql`leased_at`, where: sql`device <> ''`, until: since },
      becomes: sql`device = ''`,
    },
    exchanges: {
      table: "device_exchange",
      key: "permanence_id, user_id, device",
      due: sql`at <= ${since}`,
      first: { column: sql`at`, where: sql`true`, until: since },
    },
    actKeys: {
      table: "act_key",
      key: "id",
      due: sql`made_at <= ${toDate(keysKeptSince(now))}`,
      first: { column: sql`made_at`, where: sql`true`, until: toDate(keysKeptSince(now)) },
    },
    unsentActs: {
      table: "unsent_acts",
      key: "device, permanence_id, user_id",
      due: sql`said_at <= ${since}`,
      first: { column: sql`said_at`, where: sql`true`, until: since },
    },
    workshopPlaces: {
      table: "workshop_place",
      key: "id",
      due: sql`(name IS NOT NULL OR phone IS NOT NULL OR email IS NOT NULL) AND workshop_id IN (SELECT id FROM workshop WHERE ends_at <= ${since})`,
      // An older workshop is looked for once a day.
      lately: sql`(name IS NOT NULL OR phone IS NOT NULL OR email IS NOT NULL) AND workshop_id IN (SELECT id FROM workshop WHERE ends_at <= ${since} AND ends_at > ${toDate(plusMinutes(keptSince(now), -TWO_DAYS))})`,
      becomes: sql`name = NULL, phone = NULL, email = NULL`,
    },
    // The one text of a report that somebody typed: a month more than the others, since a report is corrected and
    // copied until then.
    procedures: {
      table: "activity_report",
      key: "id",
      due: sql`procedure IS NOT NULL AND local_date < ${proceduresSince}::date`,
      first: {
        column: sql`local_date`,
        where: sql`procedure IS NOT NULL`,
        until: toDate(plusMinutes(proceduresKeptSince(now), -DAY)),
      },
      becomes: sql`procedure = NULL`,
    },
    // Of somebody of the team whose last role ended on its day; one that is ended by hand takes it along.
    telephones: {
      table: "user_account",
      key: "id",
      due: sql`phone IS NOT NULL AND NOT EXISTS (SELECT FROM membership m WHERE m.user_id = user_account.id AND (m.ends_at IS NULL OR m.ends_at > ${at}))`,
      // Looked for once a day.
      lately: sql`false`,
      becomes: sql`phone = NULL`,
    },
    logins: {
      table: "login_session",
      key: "id",
      due: sql`expires <= ${at}`,
      first: { column: sql`expires`, where: sql`true`, until: at },
    },
    signInCodes: {
      table: "sign_in_code",
      key: "browser",
      due: sql`expires_at <= ${at}`,
      first: { column: sql`expires_at`, where: sql`true`, until: at },
    },
    // They would say for years who signed in when; for a day they tell whether a code left.
    mailedCodes: {
      table: "outbox",
      key: "id",
      due: sql`kind = 'sign-in-code' AND created_at <= ${toDate(plusMinutes(now, -DAY))}`,
      first: { column: sql`created_at`, where: sql`kind = 'sign-in-code'`, until: toDate(plusMinutes(now, -DAY)) },
    },
    typedForms: {
      table: "typed_form",
      key: "id",
      due: sql`expires_at <= ${at}`,
      first: { column: sql`expires_at`, where: sql`true`, until: at },
    },
    invitations: {
      table: "invitation",
      key: "id",
      due: sql`expires_at <= ${since}`,
      first: { column: sql`expires_at`, where: sql`true`, until: since },
    },
    tabletPasses: {
      table: "tablet_pass",
      key: "id",
      due: sql`local_date < (${since}::timestamptz AT TIME ZONE 'UTC')::date`,
      first: { column: sql`local_date`, where: sql`true`, until: toDate(plusMinutes(keptSince(now), -TWO_DAYS / 2)) },
    },
    shareRequests: {
      table: "share_request",
      key: "id",
      due: sql`created_at <= ${asked}`,
      first: { column: sql`created_at`, where: sql`true`, until: asked },
    },
    organisationInvitations: {
      table: "organisation_invitation",
      key: "id",
      due: sql`expires_at <= ${since}`,
      first: { column: sql`expires_at`, where: sql`true`, until: since },
    },
    // Looked for an hour later than it is due, so that the rows of a whole hour go together.
    limits: {
      table: "rate_limit",
      key: "key",
      due: sql`expire <= ${machineTime(plusMinutes(now, -HOUR))}`,
      first: { column: sql`expire`, where: sql`true`, until: machineTime(plusMinutes(now, -2 * HOUR)) },
    },
    outcomes: {
      table: "idempotency_key",
      key: "scope, key",
      due: sql`created_at <= ${since}`,
      first: { column: sql`created_at`, where: sql`true`, until: since },
    },
  };
}

/** This moment of the service's clock on the machine's clock, in milliseconds: limits expire by the machine's clock. */
const machineTime = (moment: Instant): bigint => BigInt(moment - clock.offset());
