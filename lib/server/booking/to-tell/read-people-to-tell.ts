import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import type { OtherHalfDay } from "#lib/booking/cancelled-half-day.ts";
import type { PeopleByWay } from "#lib/booking/disruption.ts";
import {
  peopleByWay,
  type HalfDayToTell,
  type MessageFailure,
  type PersonToTell,
  type ToldBy,
} from "#lib/booking/person-to-tell.ts";
import { waitsForMorning } from "#lib/message/sending-times.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import {
  CONTACT_OF,
  IS_LISTED,
  IS_TO_BE_TOLD,
  KNOWS_IT,
  newsOf,
  NOBODY_CAME,
  TELLS_IT,
  WAS_OTHERWISE,
} from "#lib/server/schedule/who-is-to-be-told.ts";
import { contentHash } from "#lib/server/content-hash.ts";
import { readOtherHalfDays } from "#lib/server/booking/other-half-days.ts";

/**
 * The same with `others`: half-days to which they may come instead; `standing`: how many appointments to come stand in
 * a half-day that is to be held.
 */
export type PeopleToTell = Omit<HalfDayToTell, "permanence"> & {
  readonly others: readonly OtherHalfDay[];
  readonly standing: number;
};

/**
 * Who is to be told of several half-days, the earliest first, and how many people in each way; on site are those who
 * waited when their half-day was cancelled.
 */
export type PeopleToTellOf = {
  readonly halfDays: readonly HalfDayToTell[];
  readonly ways: PeopleByWay;
};

/**
 * Whom the team has to tell that they are not received, that another hour is offered or theirs is held after all
 * (docs/booking.md#who-is-to-be-told), and whom a message or somebody has told: by the hour, with the name and contact
 * they left, as long as these are kept. For the team of the half-day only.
 */
export async function readPeopleToTell(
  actor: Actor,
  permanenceId: string,
): Promise<Result<PeopleToTell, "not-found" | "not-allowed">> {
  const read = await readPeopleToTellOf(actor, [permanenceId]);
  if (!read.ok) return read;
  const [halfDay] = read.value.halfDays;
  if (!halfDay) return refuse("not-found");
  const { permanence, ...told } = halfDay;
  return accept({
    ...told,
    others: told.people.length > 0 ? await readOtherHalfDays(permanence) : [],
    standing: await standingAt(permanence),
  });
}

/**
 * The same for several half-days, without where people can come instead. Two queries, however many half-days. Refused:
 * `not-found` when one of them is no half-day, `not-allowed` when the actor is not of the team of each.
 */
export async function readPeopleToTellOf(
  actor: Actor,
  permanences: readonly string[],
): Promise<Result<PeopleToTellOf, "not-found" | "not-allowed">> {
  const ids = [...new Set(permanences.map((id) => id.toLowerCase()))];
  const halfDays = ids.every(isUuid)
    ? await db.permanence.findMany({
        where: { id: { in: ids } },
        select: halfDayColumns,
        orderBy: [{ startsAt: "asc" }, { id: "asc" }],
      })
    : [];
  if (halfDays.length < ids.length) return refuse("not-found");
  for (const { placeId: place, organisationId: organisation } of halfDays)
    if (!may(actor, { act: "read-contacts", place, organisation })) return refuse("not-allowed");
  const people = Map.groupBy(await peopleOf(ids), ({ permanence }) => permanence);
  const told = halfDays.map(({ id, place, startsAt, endsAt, timeZone }) => ({
    permanence: id,
    place: place.name,
    span: { start: momentOf(startsAt), end: momentOf(endsAt) },
    timeZone,
    people: (people.get(id) ?? []).map(personOfRow),
  }));
  const waited = halfDays
    .filter(({ status }) => status === "cancelled")
    .reduce((sum, { _count }) => sum + _count.visits, 0);
  return accept({
    halfDays: told,
    ways: peopleByWay(
      told.flatMap(({ people, timeZone: zone }) =>
        people.map(({ said, hour, ...person }) => ({
          ...person,
          ...(said && { said: { by: said.by, later: isLater(said, { now: clock.now(), about: hour, zone }) } }),
        })),
      ),
      waited,
    ),
  });
}

/** Whether the message that tells them has not left, and waits for the morning. */
const isLater = ({ waits, at }: ToldBy, moment: Parameters<typeof waitsForMorning>[0]): boolean =>
  waits === true && at > moment.now && waitsForMorning(moment);

/** How many booked people are still to come to a half-day that is to be held. */
const standingAt = (permanenceId: string): Promise<number> =>
  db.appointment.count({
    where: {
      permanenceId,
      state: "booked",
      endsAt: { gt: toDate(clock.now()) },
      visits: { none: {} },
      permanence: { status: { in: ["scheduled", "open"] } },
    },
  });

const halfDayColumns = {
  id: true,
  placeId: true,
  organisationId: true,
  timeZone: true,
  startsAt: true,
  endsAt: true,
  status: true,
  place: { select: { name: true } },
  _count: { select: { visits: { where: { state: "unserved" } } } },
} as const;

/**
 * The people of these half-days who are to be told, then those who were, each by the hour. The last offer of each is
 * read with them, how they were told what is true, and the last message that tells it.
 */
const peopleOf = (ids: readonly string[]): Promise<readonly PersonRow[]> => db.$queryRaw`
  SELECT a.id, a.permanence_id::text AS permanence, a.starts_at AS "startsAt", a.state, a.language, c.name, c.phone, c.email,
    NOT ${NOBODY_CAME} AS here, n.news, ${IS_TO_BE_TOLD} AS "toTell", a.place_id::text AS "placeId",
    knows.way, knows.told_at AS "toldAt", message.*, offer.*
  FROM appointment a JOIN permanence p ON p.id = a.permanence_id ${newsOf(clock.now())}
    LEFT JOIN ${CONTACT_OF}
    LEFT JOIN LATERAL (
      SELECT t.way, t.told_at FROM told t WHERE t.appointment_id = a.id AND ((n.news IS NULL AND ${WAS_OTHERWISE}) OR ${KNOWS_IT})) AS knows ON true
    LEFT JOIN LATERAL (
      SELECT m.channel, m.due_at AS "dueAt", m.sent_at AS "sentAt", m.given_up_why AS "givenUpWhy", m.result
      FROM outbox m WHERE m.appointment_id = a.id AND m.cancelled_at IS NULL AND m.held_at IS NULL AND n.news IS NOT NULL AND ${TELLS_IT}
      ORDER BY m.created_at DESC, m.id DESC LIMIT 1) AS message ON true
    LEFT JOIN LATERAL (
      SELECT o.id::text AS "offer", o.starts_at AS "offerStart", o.until, o.answer, o.hold_id IS NOT NULL AS held, there.time_zone AS "offerZone", l.name AS "offerPlace"
      FROM appointment_offer o JOIN permanence there ON there.id = o.permanence_id JOIN place l ON l.id = there.place_id
      WHERE o.appointment_id = a.id ORDER BY o.created_at DESC, o.id DESC LIMIT 1) AS offer ON true
  WHERE a.permanence_id = ANY (${[...ids]}::uuid[]) AND ${IS_LISTED}
  ORDER BY "toTell" DESC, a.starts_at, a.id`;

type PersonRow = {
  readonly id: string;
  readonly permanence: string;
  readonly startsAt: Date;
  readonly state: string;
  readonly language: string | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly here: boolean;
  readonly news: "cancelled" | "offered" | "booked" | null;
  readonly toTell: boolean;
  readonly placeId: string;
  readonly way: ToldBy["by"] | "self" | null;
  readonly toldAt: Date | null;
  readonly channel: "sms" | "mail" | null;
  readonly dueAt: Date | null;
  readonly sentAt: Date | null;
  readonly givenUpWhy: string | null;
  readonly result: string | null;
  readonly answer: string | null;
} & (
  | { readonly offer: null }
  | {
      readonly offer: string;
      readonly offerStart: Date;
      readonly until: Date;
      readonly held: boolean;
      readonly offerZone: string;
      readonly offerPlace: string;
    }
);

function personOfRow(row: PersonRow): PersonToTell {
  const { id, startsAt, state, language, name, phone, email, here, news, toTell, answer } = row;
  const isOffered = row.offer !== null && row.answer === null && row.held;
  const said = toTell ? undefined : howTheyWereTold(row);
  const failed = toTell ? failureOf(row) : undefined;
  return {
    appointment: id,
    hour: momentOf(startsAt),
    kept: state === "booked",
    ...(here && { here: true as const }),
    ...(news === "booked" && { heldAfterAll: true as const }),
    ...(isOffered && {
      offer: {
        id: row.offer,
        start: momentOf(row.offerStart),
        timeZone: row.offerZone,
        place: row.offerPlace,
        until: momentOf(row.until),
      },
    }),
    ...(!toTell && { told: said ? ("said" as const) : answer === "no" ? ("no" as const) : ("unanswered" as const) }),
    ...(said && { said }),
    ...(failed && { failed }),
    seen: versionOfNews({ news, hour: startsAt, place: row.placeId, offer: isOffered ? row.offer : null }),
    ...(language !== null && { language }),
    ...(name !== null && { name }),
    ...(phone !== null && { phone }),
    ...(email !== null && { email }),
  };
}

/**
 * The version of what somebody has to be told of an appointment: « C’est dit » says it of what a page has shown.
 * `offer`: id of the open one.
 */
export const versionOfNews = ({
  news,
  hour,
  place,
  offer,
}: {
  readonly news: string | null;
  readonly hour: Date;
  readonly place: string;
  readonly offer: string | null;
}): string => contentHash({ news, hour, place, offer });

/** How they were told, or are being told. Whoever knows by their own act has said no, or kept their hour. */
function howTheyWereTold({ way, toldAt, channel, dueAt, sentAt, news }: PersonRow): ToldBy | undefined {
  if (way !== null && way !== "self" && toldAt) return { by: way, at: momentOf(toldAt) };
  if (news === null || channel === null || dueAt === null) return undefined;
  return { by: channel, at: momentOf(sentAt ?? dueAt), ...(sentAt === null && { waits: true as const }) };
}

function failureOf({ channel, givenUpWhy, result }: PersonRow): PersonToTell["failed"] {
  if (channel === null) return undefined;
  const why = whyNotArrived(givenUpWhy, result);
  return why && { by: channel, why };
}

/**
 * Why a message told nobody, by why it was given up or what its receipt said; undefined of one that arrived, as far as
 * is known.
 */
export const whyNotArrived = (givenUpWhy: string | null, result: string | null): MessageFailure | undefined =>
  FAILED[givenUpWhy ?? result ?? ""];

/** What its outcome (`GivenUp` of the outbox) or its receipt says of a message that told nobody. */
const FAILED: Readonly<Record<string, MessageFailure>> = {
  refused: "wrong",
  "bad-recipient": "wrong",
  "too-late": "too-late",
  "too-often": "unreachable",
  expired: "unreachable",
  unreachable: "unreachable",
  "opted-out": "stopped",
  unknown: "unknown",
  "over-the-cap": "other",
  "text-refused": "other",
  other: "other",
};

const momentOf = (date: Date): Instant => instant(date.getTime());
