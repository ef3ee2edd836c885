import { Prisma } from "#prisma/generated/client.ts";
import { channelOf } from "#lib/message/channel.ts";
import { dueMessage } from "#lib/message/due-message.ts";
import type { WhatIsTold } from "#lib/message/facts.ts";
import { COUNTED_AT_MOST, KIND_RULES, MESSAGE_KINDS, mayTell, type MessageKind } from "#lib/message/kinds.ts";
import {
  isSame,
  whatToTell,
  type HourThere,
  type AppointmentNews,
  type AppointmentTruth,
} from "#lib/message/what-to-tell.ts";
import { remindersOf, sendingMoment } from "#lib/message/sending-times.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { toDate } from "#lib/server/clock.ts";
import { afterCommit, type Queryable } from "#lib/server/db.ts";
import { WAITS, type MessageToPut, type SentBy } from "#lib/server/outbox/outbox.ts";
import { CONTACT_OF, TRUTH } from "#lib/server/schedule/who-is-to-be-told.ts";
import { tellDifferences, tellAllDifferences, type Comparison, type Difference } from "./tell-differences.ts";
import { CONTACT_WAY, contactWay, type ContactWayColumns } from "./contact-way.ts";
import { channelsSetUp } from "./channels-set-up.ts";
import { messagesAreDue } from "#lib/server/outbox/due-messages.ts";
import { remindersOfRow, type ReminderColumns } from "./reminders-of-row.ts";

/** Appointments compared in one transaction. */
const BATCH = 200;

/**
 * Compares what this transaction has changed of appointments and offers with what their people were told
 * (docs/messages.md#the-truth-last): takes back what waits and is not true any more, puts in what has to be told, with
 * its reminders. At the end of the transaction of an act whose answer says who is told how; every other act leaves it
 * to the job. At most four statements, however many people.
 */
export async function tellChangedInTransaction(tx: Queryable, now: Instant): Promise<void> {
  await tellDifferences(tx, comparison, await takeChanged(tx, Prisma.sql`change = pg_current_xact_id()`), now);
}

/** The same for what acts have left to be compared. Returns of how many appointments. */
export const tellAppointments = (now: Instant): Promise<number> => tellAllDifferences(comparison, now);

const comparison: Comparison<AppointmentRow, KnownOf> = {
  batch: BATCH,
  take: async (tx) => {
    const readers = await takeChanged(
      tx,
      Prisma.sql`appointment_id IN (SELECT appointment_id FROM to_tell ORDER BY appointment_id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`,
    );
    return { taken: readers.length, readers };
  },
  compare: (tx, rows, now) => {
    const found = rows.map((row) => whatFollows(row, now));
    if (found.some(({ puts }) => puts.some(({ dueAt }) => dueAt <= now))) afterCommit(tx, messagesAreDue);
    return found;
  },
  noteKnown: (tx, known, now) => noteToldOfAppointments(tx, known, "self", now),
};

/**
 * Takes what was noted of these appointments, with what is true of them, what their people were told and what waits;
 * one statement.
 */
const takeChanged = (tx: Queryable, which: Prisma.Sql): Promise<readonly AppointmentRow[]> => tx.$queryRaw`
    WITH changed AS (DELETE FROM to_tell WHERE ${which} RETURNING appointment_id)
    SELECT a.id::text, p.organisation_id::text AS organisation, a.place_id::text AS place, a.starts_at AS hour, p.time_zone AS zone, ${TRUTH} AS truth,
      a.language, ${CONTACT_WAY},
      offer.id AS offer, offer.starts_at AS "offerStart", offer.until AS "offerUntil",
      t.known, t.hour AS "toldHour", t.place_id::text AS "toldPlace", t.offer_id::text AS "toldOffer", t.told_at AS "toldAt",
      s.first_reminder AS "firstReminder", s.last_reminder AS "lastReminder", s.organisation_id IS NULL AS "notSet",
      coalesce(messages.all, '[]') AS messages
    FROM changed JOIN appointment a ON a.id = changed.appointment_id JOIN permanence p ON p.id = a.permanence_id
      LEFT JOIN ${CONTACT_OF}
      LEFT JOIN told t ON t.appointment_id = a.id
      LEFT JOIN organisation_settings s ON s.organisation_id = p.organisation_id
      LEFT JOIN LATERAL (
        SELECT o.id::text, o.starts_at, o.until FROM appointment_offer o WHERE o.appointment_id = a.id AND o.answer IS NULL AND o.hold_id IS NOT NULL
      ) AS offer ON true
      LEFT JOIN LATERAL (
        SELECT json_agg(json_build_object('id', m.id, 'kind', m.kind, 'hour', extract(epoch FROM m.hour) * 1000, 'place', m.place_id, 'offer', m.offer_id, 'waits', ${WAITS}, 'lost', m.lost_at IS NOT NULL,
          'cancelled', m.cancelled_at IS NOT NULL) ORDER BY m.id) AS all
        FROM outbox m WHERE m.appointment_id = a.id
      ) AS messages ON true
    WHERE a.state <> 'held'
    ORDER BY a.id`;

/** What somebody knows of an appointment. */
export type KnownOf = { readonly appointment: string; readonly known: AppointmentNews };

/**
 * Notes what these people know since now, and how; one statement. `self`: by their own act, or while they spoke to the
 * team.
 */
export const noteToldOfAppointments = (
  tx: Queryable,
  all: readonly KnownOf[],
  way: SentBy | "call" | "on-site" | "self",
  now: Instant,
): Promise<unknown> => tx.$queryRaw`
  INSERT INTO told (appointment_id, known, hour, place_id, offer_id, way, told_at)
  SELECT appointment, known, hour, place, offer, ${way}, ${toDate(now)}
  FROM unnest(
    ${all.map(({ appointment }) => appointment)}::uuid[], ${all.map(({ known }) => known.is)}::text[],
    ${all.map(({ known }) => toDate(known.hour.start).toISOString())}::timestamptz[], ${all.map(({ known }) => known.hour.place)}::uuid[],
    ${all.map(({ known }) => (known.is === "offered" ? known.offer : null))}::uuid[]) AS k (appointment, known, hour, place, offer)
  ON CONFLICT (appointment_id) DO UPDATE
    SET was_known = told.known, was_hour = told.hour, was_offer_id = told.offer_id, was_way = told.way, known = EXCLUDED.known, hour = EXCLUDED.hour, place_id = EXCLUDED.place_id, offer_id = EXCLUDED.offer_id, way = EXCLUDED.way, told_at = EXCLUDED.told_at
  RETURNING 1`;

type MessageOfRow = {
  readonly id: string;
  readonly kind: MessageKind;
  readonly hour: number | null;
  readonly place: string | null;
  readonly offer: string | null;
  readonly waits: boolean;
  readonly lost: boolean;
  readonly cancelled: boolean;
};

type AppointmentRow = ReminderColumns &
  ContactWayColumns & {
    readonly id: string;
    readonly organisation: string;
    readonly place: string;
    readonly hour: Date;
    readonly zone: string;
    readonly truth: AppointmentTruth["is"];
    readonly language: string | null;
    readonly offer: string | null;
    readonly offerStart: Date | null;
    readonly offerUntil: Date | null;
    readonly known: AppointmentNews["is"] | null;
    readonly toldHour: Date | null;
    readonly toldPlace: string | null;
    readonly toldOffer: string | null;
    readonly toldAt: Date | null;
    readonly messages: readonly MessageOfRow[];
  };

/** What a change of an appointment does to its messages. */
function whatFollows(row: AppointmentRow, now: Instant): Difference<KnownOf> {
  const hour: HourThere = { start: momentOf(row.hour), place: row.place };
  const truth = truthOf(row, hour, now);
  const waiting = row.messages.filter((message) => message.waits && !isReminder(message.kind));
  // What may have left counts as what they know, as long as it is not what is true: then the truth is told once more.
  const perhaps = waiting
    .filter(({ lost }) => lost)
    .map(knownOfMessage)
    .findLast((known) => known !== undefined);
  const sent = perhaps && (truth.is === "over" || !isSame(perhaps, truth)) ? perhaps : toldOf(row);
  const last = waiting.map(knownOfMessage).findLast((known) => known !== undefined);
  const { takesBack, tells } = whatToTell({ ...(sent && { sent }), ...(last && { waiting: last }) }, truth);
  const channel = channelOf(contactWay(row), channelsSetUp());
  const outdated = row.messages.filter(
    (message) => message.waits && isReminder(message.kind) && !isOfHour(message, truth),
  );
  const backed = [...(takesBack ? waiting : []), ...outdated].map(({ id }) => id);
  if (truth.is === "over") return { takesBack: backed, puts: [] };
  if (channel.by === "call" || channel.by === "on-site") {
    // They were there when they booked or moved it; what the service did is on the list of whom to call.
    const knows = truth.is === "booked" && (sent === undefined || sent.is === "booked" || isAccepted(sent, truth));
    const all = row.messages.filter(({ waits }) => waits).map(({ id }) => id);
    return { takesBack: all, puts: [], ...(knows && { knows: { appointment: row.id, known: truth } }) };
  }
  const kept = row.messages.filter(({ id, cancelled }) => !cancelled && !backed.includes(id)).map(({ kind }) => kind);
  const puts: MessageToPut[] = [];
  const put = (kind: MessageKind, dueAt: Instant): void => {
    puts.push({
      organisation: row.organisation,
      kind,
      cause: { kind: "appointment", id: row.id },
      about: { appointment: row.id },
      channel: channel.by,
      says: { hour: hour.start, place: hour.place, ...(truth.is === "offered" && { offer: truth.offer }) },
      key: `${kind}:${row.id}:${row.messages.length + puts.length + 1}`,
      dueAt,
    });
  };
  if (tells && mayTell(tells, kept)) {
    const what = whatIsToldOf(tells, row, hour.start, sent?.hour.start);
    const at = sendingMoment(dueMessage(what, { due: now, zone: row.zone, reminders: remindersOfRow(row) }, now));
    if (at !== "never") put(tells, at);
  }
  if (truth.is === "booked") {
    const planned = row.messages.filter(
      (message) => isReminder(message.kind) && !message.cancelled && isOfHour(message, truth),
    );
    const counted = [...kept, ...puts.map(({ kind }) => kind as MessageKind)].filter(
      (kind) => KIND_RULES[kind].counted,
    );
    const toldAt = sent && isSame(sent, truth) && row.toldAt ? momentOf(row.toldAt) : now;
    const reminders = remindersOfRow(row);
    if (planned.length === 0)
      for (const { kind, due } of remindersOf(
        { toldAt, start: hour.start, zone: row.zone, reminders },
        COUNTED_AT_MOST - counted.length,
      )) {
        const what = { kind, start: hour.start } as WhatIsTold;
        const at = sendingMoment(dueMessage(what, { due, zone: row.zone, reminders }, now));
        if (at !== "never") put(kind, at);
      }
  }
  return { takesBack: backed, puts };
}

function truthOf(row: AppointmentRow, hour: HourThere, now: Instant): AppointmentTruth {
  if (row.truth === "offered" && row.offer !== null) return { is: "offered", hour, offer: row.offer };
  if (hour.start <= now || row.truth === "over" || row.truth === "offered") return { is: "over" };
  return { is: row.truth, hour };
}

function toldOf(row: AppointmentRow): AppointmentNews | undefined {
  if (row.known === null || row.toldHour === null || row.toldPlace === null) return undefined;
  const hour = { start: momentOf(row.toldHour), place: row.toldPlace };
  if (row.known === "offered") return { is: "offered", hour, offer: row.toldOffer ?? "" };
  return { is: row.known, hour };
}

function knownOfMessage({ kind, hour, place, offer }: MessageOfRow): AppointmentNews | undefined {
  if (hour === null || place === null || !MESSAGE_KINDS.includes(kind)) return undefined;
  const there = { start: instant(hour), place };
  if (kind === "offer") return { is: "offered", hour: there, offer: offer ?? "" };
  return { is: kind === "cancelled" ? "cancelled" : "booked", hour: there };
}

const isReminder = (kind: MessageKind): boolean => kind === "first-reminder" || kind === "last-reminder";

const isOfHour = ({ hour, place }: MessageOfRow, truth: AppointmentTruth): boolean =>
  truth.is === "booked" && truth.hour.start === hour && truth.hour.place === place;

/**
 * Whether another hour is booked than the one that was not kept: nobody is moved without a yes, and whoever said yes
 * knows it.
 */
const isAccepted = (sent: AppointmentNews, truth: AppointmentNews): boolean => sent.hour.start !== truth.hour.start;

function whatIsToldOf(kind: MessageKind, row: AppointmentRow, start: Instant, from: Instant | undefined): WhatIsTold {
  if (kind === "offer" && row.offerStart && row.offerUntil)
    return { kind, from: start, start: momentOf(row.offerStart), until: momentOf(row.offerUntil) };
  if (kind === "changed") return { kind, from: from ?? start, start };
  return { kind, start } as WhatIsTold;
}

const momentOf = (date: Date): Instant => instant(date.getTime());
