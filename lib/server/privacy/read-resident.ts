import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant } from "#lib/time/instant.ts";
import { isoInZone } from "#lib/time/zone.ts";
import { clock } from "#lib/server/clock.ts";
import { snapshot, transaction, type Tx } from "#lib/server/db.ts";
import { appendJournal, type HalfDayIds } from "#lib/server/journal/append-journal.ts";
import { whereContactOf } from "#lib/server/schedule/who-is-to-be-told.ts";
import type { ResidentRef, StaffActor } from "./find-resident.ts";

/** What a record says, in the order in which it is read. Their words: `residentFile.facts` in `messages`. */
export const RESIDENT_FACTS = [
  "place",
  "number",
  "code",
  "firstName",
  "phone",
  "email",
  "overbookReason",
  "start",
  "end",
  "state",
  "topics",
  "language",
  "origin",
  "onBehalfOf",
  "byHelper",
  "prefersCall",
  "refusesSms",
  "refusesMail",
  "toFetch",
  "toldBySms",
  "priority",
  "late",
  "bookedAt",
  "createdAt",
  "movedFrom",
  "expectedAt",
  "cancelledAt",
  "heldUntil",
  "answer",
  "answeredAt",
  "joinedAt",
  "calledAt",
  "startedAt",
  "endedAt",
  "awayUntil",
  "desk",
  "card",
  "leftWhy",
  "type",
  "at",
  "dueAt",
  "sentAt",
  "target",
  "themes",
  "minutes",
  "equipment",
  "autonomy",
  "redirect",
  "redirected",
  "firstSupport",
  "procedure",
  "ageBand",
  "gender",
  "status",
] as const;
export type ResidentFact = (typeof RESIDENT_FACTS)[number];

/** A moment is written with its offset (ISO 8601), on the clock of the place. */
type Value = string | number | boolean | readonly string[];

/** Something that is kept of a person: what it is, and its facts. A fact that is not kept is absent. */
export type ResidentRecord = {
  readonly kind:
    | "appointment"
    | "contact"
    | "number"
    | "identity"
    | "referral"
    | "event"
    | "message"
    | "offer"
    | "report";
  readonly facts: Readonly<Partial<Record<ResidentFact, Value>>>;
};

/** Everything that is kept under a code (docs/personal-data.md#export-and-erasure-at-the-desk). */
export type ResidentData = {
  readonly organisation: string;
  readonly exportedAt: string;
  readonly records: readonly ResidentRecord[];
};

/**
 * Everything that is kept under the code of an appointment or under a number, for the person to take along. Who helped
 * is left out: that is about a colleague. Noted in the journal. Refused: `not-found` (also another organisation’s),
 * `not-allowed`.
 */
export async function exportResident(
  actor: StaffActor,
  ref: ResidentRef,
): Promise<Result<ResidentData, "not-found" | "not-allowed">> {
  const read = await snapshot((tx) => readResident(tx, actor, ref));
  if (!read.ok) return read;
  const { at, data } = read.value;
  const change = { act: "resident-exported", ...at, data: { kind: ref.kind } } as const;
  await transaction((tx) => appendJournal(tx, actor, change, clock.now()), actor);
  return accept(data);
}

async function readResident(
  tx: Tx,
  actor: Actor,
  ref: ResidentRef,
): Promise<Result<{ readonly at: HalfDayIds; readonly data: ResidentData }, "not-found" | "not-allowed">> {
  const appointment =
    ref.kind === "appointment"
      ? await tx.appointment.findUnique({ where: { id: ref.id }, select: appointmentColumns })
      : null;
  const visits = await tx.visit.findMany({
    where: ref.kind === "appointment" ? { appointmentId: ref.id } : { id: ref.id },
    select: visitColumns,
  });
  const halfDay = appointment?.permanence ?? visits[0]?.permanence;
  if (!halfDay) return refuse("not-found");
  const { organisationId: organisation, placeId: place, id: permanence, place: named } = halfDay;
  if (!may(actor, { act: "erase-resident", place, organisation })) return refuse("not-allowed");
  const moment = (date: Date | null): string | null => date && isoInZone(instant(date.getTime()), named.timeZone);
  const apart = await namesOf(tx, appointment, visits);
  const events = await tx.queueEvent.findMany({
    where: { permanenceId: permanence, visitId: { in: visits.map(({ id }) => id) } },
    select: { type: true, at: true },
    orderBy: { id: "asc" },
  });
  const messages = await tx.outboxMessage.findMany({
    where: { OR: [{ appointmentId: appointment?.id ?? ref.id }, { visitId: { in: visits.map(({ id }) => id) } }] },
    select: { kind: true, dueAt: true, sentAt: true, cancelledAt: true },
    orderBy: { dueAt: "asc" },
  });
  const reports = [appointment?.report, ...visits.map(({ report }) => report)].filter(
    (report) => report !== null && report !== undefined,
  );
  const records: readonly ResidentRecord[] = [
    ...(appointment
      ? [
          record("appointment", {
            place: named.name,
            code: appointment.code,
            start: moment(appointment.startsAt),
            end: moment(appointment.endsAt),
            state: appointment.state,
            topics: appointment.topicKeys,
            language: appointment.language,
            origin: appointment.origin,
            onBehalfOf: appointment.onBehalfOf,
            byHelper: appointment.byHelper,
            toFetch: appointment.toFetch,
            bookedAt: moment(appointment.bookedAt),
            createdAt: moment(appointment.createdAt),
            movedFrom: moment(appointment.movedFrom),
            expectedAt: moment(appointment.expectedAt),
            cancelledAt: moment(appointment.cancelledAt),
          }),
        ]
      : []),
    ...apart.contacts.map(({ name: firstName, phone, email, overbookReason, prefersCall, refusesSms, refusesMail }) =>
      record("contact", { firstName, phone, email, overbookReason, prefersCall, refusesSms, refusesMail }),
    ),
    ...(appointment?.offers ?? []).map((offer) =>
      record("offer", {
        place: offer.permanence.place.name,
        start: moment(offer.startsAt),
        end: moment(offer.endsAt),
        createdAt: moment(offer.createdAt),
        heldUntil: moment(offer.until),
        answer: offer.answer,
        answeredAt: moment(offer.answeredAt),
      }),
    ),
    ...visits.map((visit) =>
      record("number", {
        place: named.name,
        number: visit.number,
        state: visit.state,
        topics: visit.topicKey === null ? [] : [visit.topicKey],
        language: visit.language,
        toFetch: visit.toFetch,
        toldBySms: visit.toldBySms,
        priority: visit.priority,
        late: visit.late,
        joinedAt: moment(visit.joinedAt),
        calledAt: moment(visit.calledAt),
        startedAt: moment(visit.startedAt),
        endedAt: moment(visit.endedAt),
        awayUntil: moment(visit.awayUntil),
        desk: visit.desk,
        card: visit.card,
        leftWhy: visit.leftWhy,
      }),
    ),
    ...apart.identities.map(({ name: firstName, phone }) => record("identity", { firstName, phone })),
    ...visits.flatMap(({ referrals }) =>
      referrals.map(({ target, at }) => record("referral", { target, at: moment(at) })),
    ),
    ...reports.map((report) =>
      record("report", {
        themes: report.themes,
        minutes: report.minutes,
        equipment: report.equipment,
        autonomy: report.autonomy,
        redirect: report.redirect,
        redirected: report.redirected,
        firstSupport: report.firstSupport,
        procedure: report.procedure,
        ageBand: report.ageBand,
        gender: report.gender,
        status: report.status,
      }),
    ),
    ...messages.map(({ kind, dueAt, sentAt, cancelledAt }) =>
      record("message", {
        type: kind,
        dueAt: moment(dueAt),
        sentAt: moment(sentAt),
        cancelledAt: moment(cancelledAt),
      }),
    ),
    ...events.map(({ type, at }) => record("event", { type, at: moment(at) })),
  ];
  return accept({
    at: { organisation, place, permanence },
    data: { organisation: halfDay.organisation.name, exportedAt: isoInZone(clock.now(), named.timeZone), records },
  });
}

/** A record without what is empty: no value, an overwritten name, an empty list. */
const record = (
  kind: ResidentRecord["kind"],
  facts: Readonly<Partial<Record<ResidentFact, Value | null>>>,
): ResidentRecord => ({
  kind,
  facts: Object.fromEntries(
    Object.entries(facts).filter(
      ([, value]) => value !== null && value !== "" && !(Array.isArray(value) && value.length === 0),
    ),
  ),
});

/** The names and contacts, which live apart (docs/decisions/identity-and-erasing.md). */
async function namesOf(
  tx: Tx,
  appointment: { readonly id: string; readonly endsAt: Date } | null,
  visits: readonly { readonly id: string }[],
) {
  const contacts = appointment
    ? await tx.appointmentContact.findMany({
        where: whereContactOf(appointment.id, appointment.endsAt),
        select: {
          name: true,
          phone: true,
          email: true,
          overbookReason: true,
          prefersCall: true,
          refusesSms: true,
          refusesMail: true,
        },
      })
    : [];
  const identities = await tx.visitIdentity.findMany({
    where: { visitId: { in: visits.map(({ id }) => id) } },
    select: { name: true, phone: true },
  });
  return { contacts, identities: identities.filter(({ name, phone }) => Boolean(name) || phone !== null) };
}

const reportColumns = {
  select: {
    themes: true,
    minutes: true,
    equipment: true,
    autonomy: true,
    redirect: true,
    redirected: true,
    firstSupport: true,
    procedure: true,
    ageBand: true,
    gender: true,
    status: true,
  },
} as const;

const halfDayColumns = {
  select: {
    id: true,
    placeId: true,
    organisationId: true,
    place: { select: { name: true, timeZone: true } },
    organisation: { select: { name: true } },
  },
} as const;

const appointmentColumns = {
  id: true,
  code: true,
  startsAt: true,
  endsAt: true,
  state: true,
  topicKeys: true,
  language: true,
  origin: true,
  onBehalfOf: true,
  byHelper: true,
  toFetch: true,
  bookedAt: true,
  createdAt: true,
  movedFrom: true,
  expectedAt: true,
  cancelledAt: true,
  offers: {
    select: {
      startsAt: true,
      endsAt: true,
      createdAt: true,
      until: true,
      answer: true,
      answeredAt: true,
      permanence: { select: { place: { select: { name: true } } } },
    },
    orderBy: { createdAt: "asc" },
  },
  report: reportColumns,
  permanence: halfDayColumns,
} as const;

const visitColumns = {
  id: true,
  number: true,
  state: true,
  topicKey: true,
  language: true,
  toFetch: true,
  toldBySms: true,
  priority: true,
  late: true,
  joinedAt: true,
  calledAt: true,
  startedAt: true,
  endedAt: true,
  awayUntil: true,
  desk: true,
  card: true,
  leftWhy: true,
  referrals: { select: { target: true, at: true }, orderBy: { at: "asc" } },
  report: reportColumns,
  permanence: halfDayColumns,
} as const;
