import { channelOf, type OwnContactWay } from "../../message/channel.ts";
import { accept, refuse, type Result } from "../../result.ts";
import type { ContactWayChoice } from "../../wire/booking/contact-way.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { clock, toDate } from "../clock.ts";
import { db } from "../db.ts";
import { CONTACT_WAY, contactWay, type ContactWayColumns } from "../message/contact-way.ts";
import { channelsSetUp } from "../message/channels-set-up.ts";
import { messagesAreDue } from "../outbox/due-messages.ts";
import { CONTACT_OF } from "../schedule/who-is-to-be-told.ts";
import { appointmentOfSecret } from "./open-appointment.ts";

/** How the person of this appointment is told; undefined once no contact is kept, or where none was given. */
export async function readOwnContactWay(appointment: string): Promise<OwnContactWay | undefined> {
  const [row] = await db.$queryRaw<readonly ContactWayColumns[]>`
    SELECT ${CONTACT_WAY}
    FROM appointment a JOIN ${CONTACT_OF} WHERE a.id = ${appointment}::uuid AND num_nonnulls(c.phone, c.email) > 0`;
  if (!row) return undefined;
  const way = contactWay(row);
  const { by } = channelOf(way, channelsSetUp());
  const { prefersCall, refusesSms, refusesMail } = row;
  return { by, phone: way.phone ?? "none", prefersCall, refusesSms, refusesMail };
}

/**
 * What each choice changes, and of which contacts: of this appointment alone, or of every one with its telephone or its
 * address.
 */
const CHANGE: Readonly<
  Record<ContactWayChoice, { readonly set: Prisma.Sql; readonly of: "this" | "phone" | "email" }>
> = {
  call: { set: Prisma.sql`prefers_call = true`, of: "this" },
  message: { set: Prisma.sql`prefers_call = false`, of: "this" },
  "no-sms": { set: Prisma.sql`refuses_sms = true`, of: "phone" },
  sms: { set: Prisma.sql`refuses_sms = false`, of: "phone" },
  "no-mail": { set: Prisma.sql`refuses_mail = true`, of: "email" },
  mail: { set: Prisma.sql`refuses_mail = false`, of: "email" },
};

/**
 * The holder of an appointment’s link says how they want to be told: a call or a message, for this appointment; no SMS
 * or no mail any more or again, for every appointment of this telephone or this address that is not over. What waits to
 * be sent is composed by it. Refused `not-found`, also where no such contact is kept.
 */
export async function changeOwnContactWay(
  secret: string,
  choice: ContactWayChoice,
): Promise<Result<void, "not-found">> {
  const opened = await appointmentOfSecret(secret);
  return opened ? changeContactWayOf(opened.id, choice) : refuse("not-found");
}

/** The same, of an appointment that somebody has opened who may. */
export async function changeContactWayOf(
  appointment: string,
  choice: ContactWayChoice,
): Promise<Result<void, "not-found">> {
  const now = toDate(clock.now());
  const { set, of } = CHANGE[choice];
  const toCome = Prisma.sql`c.ends_at > ${now} AND c.day >= (${now}::timestamptz AT TIME ZONE 'UTC')::date`;
  const theirs = {
    this: Prisma.sql`c.phone = own.phone AND c.appointment_id = ${appointment}::uuid`,
    phone: Prisma.sql`c.phone = own.phone AND ${toCome}`,
    email: Prisma.sql`c.email = own.email AND ${toCome}`,
  }[of];
  // What they know is compared by the new way: reminders that nobody planned for a call, or that are sent to nobody any
  // more.
  const changed = await db.$executeRaw`
    WITH changed AS (
    UPDATE appointment_contact c SET ${set}
    FROM appointment a JOIN appointment_contact own ON own.appointment_id = a.id AND own.day = (a.ends_at AT TIME ZONE 'UTC')::date
    WHERE a.id = ${appointment}::uuid AND ${theirs}
    RETURNING c.appointment_id)
    INSERT INTO to_tell (appointment_id) SELECT DISTINCT appointment_id FROM changed ORDER BY appointment_id
    ON CONFLICT (appointment_id) DO UPDATE SET change = EXCLUDED.change`;
  messagesAreDue();
  return changed > 0 ? accept(undefined) : refuse("not-found");
}
