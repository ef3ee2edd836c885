import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import type { AppointmentNews } from "#lib/message/what-to-tell.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock } from "#lib/server/clock.ts";
import { db, transaction, type Tx } from "#lib/server/db.ts";
import { appendJournal, type HalfDayIds } from "#lib/server/journal/append-journal.ts";
import { proveContact } from "#lib/server/message/prove-contact.ts";
import { noteToldOfAppointments } from "#lib/server/message/tell-appointments.ts";
import { lockPermanence } from "#lib/server/queue/load-line.ts";
import { CONTACT_OF, IS_TO_BE_TOLD, newsOf, NOBODY_CAME } from "#lib/server/schedule/who-is-to-be-told.ts";
import { versionOfNews } from "./read-people-to-tell.ts";

export type SayingRefusal = "not-found" | "not-allowed" | "state-changed";

/**
 * « C’est dit »: one of the team has told the person of an appointment what is true
 * (docs/booking.md#who-is-to-be-told), by telephone or e-mail, or on site when they came or left neither. `seen`: the
 * version of it that the page showed. A telephone that was called is proven. Noted in the journal. Refused
 * `state-changed` when something else is true now, or there is nothing to tell any more; `not-allowed` for anybody else
 * than the team of the half-day.
 */
export const noteToldByTeam = (actor: Actor, appointment: string, seen: string): Promise<Result<void, SayingRefusal>> =>
  ofTeam(actor, appointment, async (tx, held) => {
    const now = clock.now();
    const [row] = await tx.$queryRaw<readonly AppointmentRow[]>`
      SELECT a.starts_at AS hour, a.place_id::text AS place, n.news, ${IS_TO_BE_TOLD} AS "toTell", c.phone IS NOT NULL AS phone, c.phone IS NOT NULL OR c.email IS NOT NULL AS contact, NOT ${NOBODY_CAME} AS here,
        (SELECT o.id::text FROM appointment_offer o WHERE o.appointment_id = a.id AND o.answer IS NULL AND o.hold_id IS NOT NULL) AS offer
      FROM appointment a JOIN permanence p ON p.id = a.permanence_id ${newsOf(now)} LEFT JOIN ${CONTACT_OF} WHERE a.id = ${appointment}::uuid`;
    if (!row?.toTell || row.news === null || versionOfNews(row) !== seen) return refuse("state-changed");
    const hour = { start: instant(row.hour.getTime()), place: row.place };
    const known: AppointmentNews =
      row.news === "offered" ? { is: "offered", hour, offer: row.offer ?? "" } : { is: row.news, hour };
    const way = row.contact && !row.here ? "call" : "on-site";
    await noteToldOfAppointments(tx, [{ appointment, known }], way, now);
    if (way === "call" && row.phone) await proveContact(tx, appointment, "phone", now);
    await appendJournal(tx, actor, { act: "person-told", ...held, data: { way } }, now);
    return accept(undefined);
  });

/**
 * « Pas encore »: takes it back; its person knows what they knew before, and is on the list again unless something else
 * is true. Noted in the journal. Refused as above; `state-changed` also when nobody of the team had told them.
 */
export const noteNotToldByTeam = (actor: Actor, appointment: string): Promise<Result<void, SayingRefusal>> =>
  ofTeam(actor, appointment, async (tx, held) => {
    const now = clock.now();
    const told = await tx.told.findUnique({ where: { appointmentId: appointment } });
    if (!told || !["call", "on-site"].includes(told.way)) return refuse("state-changed");
    const { wasKnown: known, wasHour: hour, wasOfferId: offerId, wasWay: way } = told;
    const where = { appointmentId: appointment };
    const was = { wasKnown: null, wasHour: null, wasOfferId: null, wasWay: null };
    if (known === null || hour === null || way === null)
      await tx.told.delete({ where, select: { appointmentId: true } });
    else await tx.told.update({ where, data: { known, hour, offerId, way, ...was }, select: { appointmentId: true } });
    await appendJournal(tx, actor, { act: "person-not-told", ...held, data: {} }, now);
    return accept(undefined);
  });

type AppointmentRow = {
  readonly hour: Date;
  readonly place: string;
  readonly news: AppointmentNews["is"] | null;
  readonly toTell: boolean;
  readonly phone: boolean;
  readonly contact: boolean;
  readonly here: boolean;
  readonly offer: string | null;
};

/** Runs it under the lock of the half-day of that appointment, for its team. */
async function ofTeam(
  actor: Actor,
  appointment: string,
  act: (tx: Tx, held: HalfDayIds) => Promise<Result<void, SayingRefusal>>,
): Promise<Result<void, SayingRefusal>> {
  const row = isUuid(appointment)
    ? await db.appointment.findUnique({
        where: { id: appointment, state: { not: "held" } },
        select: { permanenceId: true, permanence: { select: { placeId: true, organisationId: true } } },
      })
    : null;
  if (!row) return refuse("not-found");
  const { placeId: place, organisationId: organisation } = row.permanence;
  if (!may(actor, { act: "read-contacts", place, organisation })) return refuse("not-allowed");
  return transaction(async (tx) => {
    await lockPermanence(tx, row.permanenceId);
    const there = await tx.appointment.findUnique({ where: { id: appointment }, select: { permanenceId: true } });
    if (there?.permanenceId !== row.permanenceId) return refuse("state-changed");
    return act(tx, { organisation, place, permanence: row.permanenceId });
  }, actor);
}
