import { channelOf, type OwnContactWay } from "#lib/message/channel.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type { ContactWayChoice } from "#lib/wire/booking/contact-way.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { sharedHash } from "#lib/server/secrets.ts";
import { CONTACT_WAY, contactWay, type ContactWayColumns } from "#lib/server/message/contact-way.ts";
import { channelsSetUp } from "#lib/server/message/channels-set-up.ts";
import { messagesAreDue } from "#lib/server/outbox/due-messages.ts";
import { CONTACT_OF } from "#lib/server/schedule/who-is-to-be-told.ts";
import { appointmentOfSecret } from "./open-appointment.ts";

/** How the person of this appointment is told; undefined once no contact is kept, or where none was given. */
export async function readOwnContactWay(appointment: string): Promise<OwnContactWay | undefined> {
  const [row] = await db.$queryRaw<readonly (ContactWayColumns & { readonly phone: string | null })[]>`
    SELECT ${CONTACT_WAY}
    FROM appointment a JOIN ${CONTACT_OF} WHERE a.id = ${appointment}::uuid AND num_nonnulls(c.phone, c.email) > 0`;
  if (!row) return undefined;
  const way = contactWay(row);
  const { by } = channelOf(way, channelsSetUp());
  const { prefersCall, refusesSms, refusesMail } = row;
  const own = { by, phone: way.phone ?? ("none" as const), prefersCall, refusesSms, refusesMail };
  return refusesSms && (await askedNothing(row.phone)) ? { ...own, askedNothing: true } : own;
}

/** Whether the person of this telephone said « Je n’ai rien demandé ». One statement. */
const askedNothing = async (phone: string | null): Promise<boolean> =>
  phone !== null && (await db.smsStopped.count({ where: { phone: sharedHash("contact", phone) } })) > 0;

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
  "nothing-asked": { set: Prisma.sql`refuses_sms = true`, of: "phone" },
  sms: { set: Prisma.sql`refuses_sms = false`, of: "phone" },
  "no-mail": { set: Prisma.sql`refuses_mail = true`, of: "email" },
  mail: { set: Prisma.sql`refuses_mail = false`, of: "email" },
};

/**
 * The holder of an appointment’s link says how they want to be told: a call or a message, for this appointment; no SMS
 * or no mail any more or again, for every appointment of this telephone or this address that is not over. What waits to
 * be sent is composed by it. After « Je n’ai rien demandé » only the team has SMS leave again, since whoever typed the
 * telephone holds such a link too. Refused `not-found`, also where no such contact is kept.
 */
export async function changeOwnContactWay(
  secret: string,
  choice: ContactWayChoice,
): Promise<Result<void, "not-found">> {
  const opened = await appointmentOfSecret(secret);
  if (!opened) return refuse("not-found");
  if (choice === "sms" && (await readOwnContactWay(opened.id))?.askedNothing) return refuse("not-found");
  return changeContactWayOf(opened.id, choice);
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
  if (choice === "nothing-asked" || choice === "sms") await noteNothingAsked(appointment, choice === "nothing-asked");
  messagesAreDue();
  return changed > 0 ? accept(undefined) : refuse("not-found");
}

/**
 * Notes that the person of the telephone of this appointment asked for nothing, or asks for SMS again. Who asked for
 * nothing proves no booking, though the address in its message was opened.
 */
async function noteNothingAsked(appointment: string, nothing: boolean): Promise<void> {
  const [own] = await db.$queryRaw<readonly { readonly phone: string }[]>`
    SELECT c.phone FROM appointment a JOIN ${CONTACT_OF} WHERE a.id = ${appointment}::uuid AND c.phone IS NOT NULL`;
  if (!own) return;
  const phone = sharedHash("contact", own.phone);
  if (!nothing) return void (await db.smsStopped.deleteMany({ where: { phone } }));
  const stoppedAt = toDate(clock.now());
  await db.smsStopped.upsert({ where: { phone }, create: { phone, stoppedAt }, update: { stoppedAt } });
  await db.$executeRaw`
    UPDATE appointment SET proven = NULL
    WHERE proven = 'phone' AND id IN (SELECT appointment_id FROM appointment_contact WHERE phone = ${own.phone})`;
}
