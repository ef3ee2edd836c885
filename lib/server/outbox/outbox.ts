import { Prisma } from "#prisma/generated/client.ts";
import { instant, MINUTE, type Instant } from "#lib/time/instant.ts";
import { toDate, freshId } from "#lib/server/clock.ts";
import { db, type Queryable } from "#lib/server/db.ts";

/** What a message may be about, with the column of its id; a row has one (`outbox_about_one`). */
const ABOUT = {
  appointment: "appointment_id",
  visit: "visit_id",
  account: "account_id",
  share: "share_id",
  contact: "contact_id",
  invitation: "invitation_id",
  organisationInvitation: "organisation_invitation_id",
} as const;
type AboutWhat = keyof typeof ABOUT;
const ABOUT_WHAT = Object.keys(ABOUT) as readonly AboutWhat[];

/** About whom a message is. Their name and contact are looked up at sending. */
export type MessageSubject = { readonly [What in AboutWhat]: Readonly<Record<What, string>> }[AboutWhat];

/** By which way a message leaves. */
export type SentBy = "sms" | "mail";

/**
 * What a message about an appointment tells: its hour and place as they were when it was put in, and the hour that is
 * offered instead.
 */
type Says = { readonly hour: Instant; readonly place: string; readonly offer?: string };

/** A message to be sent. `kind` and `cause.kind` are words of closed lists, in small letters with hyphens. */
export type Message = {
  readonly organisation: string;
  readonly kind: string;
  readonly cause: { readonly kind: string; readonly id: string };
  readonly about: MessageSubject;
  readonly channel?: SentBy;
  readonly says?: Says;
};

/**
 * A message to put in, to be sent at `dueAt`. A key is words, ids and numbers with colons: `reminder:<appointment>:2`.
 */
export type MessageToPut = Message & { readonly key: string; readonly dueAt: Instant };

/**
 * A message that this process has taken to send. `organisation`: none of a sign-in code. `attempt`: how often it was
 * taken, 1 at first. `tries`: how often it was handed to a gateway before; `doubles`: how many of them without knowing
 * whether the one before was sent. `lost`: nobody knows whether the last one was sent. `putAt`: when it was put in.
 */
export type TakenMessage = Omit<Message, "organisation"> & {
  readonly id: string;
  readonly organisation: string | undefined;
  readonly attempt: number;
  readonly tries: number;
  readonly doubles: number;
  readonly lost: boolean;
  readonly wasDue: Instant;
  readonly putAt: Instant;
};

/** Milliseconds for which nobody else takes a message that was taken: longer than a gateway takes to answer. */
const PATIENCE = 10 * MINUTE;

/**
 * Puts a message in, in the transaction of what causes it. Returns false when a message with this key was put in
 * before: nothing is put in then.
 */
export async function putMessage(
  tx: Queryable,
  message: Message,
  { key, dueAt }: { readonly key: string; readonly dueAt: Instant },
  now: Instant,
): Promise<boolean> {
  return (await putMessages(tx, [{ ...message, key, dueAt }], now)) === 1;
}

/**
 * Puts messages in, in the transaction of what causes them, in one statement; those with a key that was put in before
 * are left out. Returns how many were put in.
 */
export async function putMessages(tx: Queryable, messages: readonly MessageToPut[], now: Instant): Promise<number> {
  if (messages.length === 0) return 0;
  const of = <Value>(value: (message: MessageToPut) => Value): Value[] => messages.map(value);
  const about = (what: AboutWhat): (string | null)[] =>
    of((message) => (message.about as Partial<Record<AboutWhat, string>>)[what] ?? null);
  const put = await tx.$queryRaw<unknown[]>`
    INSERT INTO outbox (id, organisation_id, kind, cause_kind, cause_id, ${ABOUT_COLUMNS}, dedupe_key, due_at, created_at,
      channel, place_id, hour, offer_id)
    SELECT id, organisation, kind, cause_kind, cause, ${ABOUT_COLUMNS}, key, due, ${toDate(now)}, channel, place, hour, offer
    FROM unnest(
      ${of(freshId)}::uuid[], ${of(({ organisation }) => organisation)}::uuid[], ${of(({ kind }) => kind)}::text[],
      ${of(({ cause }) => cause.kind)}::text[], ${of(({ cause }) => cause.id)}::uuid[],
      ${Prisma.join(ABOUT_WHAT.map((what) => Prisma.sql`${about(what)}::uuid[]`))},
      ${of(({ key }) => key)}::text[], ${of(({ dueAt }) => isoOf(dueAt))}::timestamptz[], ${of(({ channel }) => channel ?? null)}::text[],
      ${of(({ says }) => says?.place ?? null)}::uuid[], ${of(({ says }) => (says ? isoOf(says.hour) : null))}::timestamptz[],
      ${of(({ says }) => says?.offer ?? null)}::uuid[])
      AS m (id, organisation, kind, cause_kind, cause, ${ABOUT_COLUMNS}, key, due, channel, place, hour, offer)
    ON CONFLICT (dedupe_key) DO NOTHING RETURNING 1`;
  return put.length;
}

const ABOUT_COLUMNS = Prisma.raw(Object.values(ABOUT).join(", "));

const isoOf = (moment: Instant): string => toDate(moment).toISOString();

/**
 * Takes up to `limit` messages of these kinds that are due, the longest due first; none that is held. Another kind is
 * left to the version that put it in, which runs beside this one during an update. No other process takes them for ten
 * minutes: one that ends before it says what became of them leaves them to the next.
 */
export async function takeMessages(
  now: Instant,
  limit: number,
  kinds: readonly string[],
): Promise<readonly TakenMessage[]> {
  const rows = await db.$queryRaw<MessageRow[]>`
    WITH due AS MATERIALIZED (
      SELECT id, due_at FROM outbox WHERE ${isDue(now, kinds)} ORDER BY due_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED),
    taken AS (
      UPDATE outbox SET attempts = attempts + 1, due_at = ${toDate(instant(now + PATIENCE))} FROM due WHERE outbox.id = due.id
      RETURNING outbox.*, due.due_at AS was_due)
    SELECT id::text, organisation_id::text AS organisation, kind, cause_kind AS "causeKind", cause_id::text AS "causeId",
      ${Prisma.raw(ABOUT_WHAT.map((what) => `${ABOUT[what]}::text AS "${what}"`).join(", "))}, attempts AS attempt, tries, doubles,
      lost_at IS NOT NULL AS lost, was_due AS "wasDue", created_at AS "putAt", channel, hour, place_id::text AS place, offer_id::text AS offer
    FROM taken ORDER BY was_due, id`;
  return rows.map((row) => {
    const { id, organisation, kind, attempt, tries, doubles, lost, causeKind, causeId, channel, hour, place, offer } =
      row;
    return {
      id,
      organisation: organisation ?? undefined,
      kind,
      attempt,
      tries,
      doubles,
      lost,
      wasDue: instant(row.wasDue.getTime()),
      putAt: instant(row.putAt.getTime()),
      cause: { kind: causeKind, id: causeId },
      about: aboutOf(row),
      ...(channel !== null && { channel }),
      ...(hour &&
        place !== null && { says: { hour: instant(hour.getTime()), place, ...(offer !== null && { offer }) } }),
    };
  });
}

/**
 * What became of a taken message. `sent`: a gateway has it, under its own id where it says one. `given-up`: it will
 * never be sent, and why. `untrue`: what it would tell is not so any more, and it is cancelled. `again`: it is taken
 * again at that moment; `lost`: nobody knows whether it was sent now, `double`: the next try is made although nobody
 * knows that of the last, `notTaken`: the gateway takes nothing from us for now, so that this was no try of the
 * message.
 */
export type SendOutcome =
  | {
      readonly is: "sent";
      readonly gateway: string;
      readonly gatewayId?: string | undefined;
      readonly segments?: number;
    }
  | { readonly is: "given-up"; readonly why: GivenUp }
  | { readonly is: "untrue" }
  | {
      readonly is: "again";
      readonly at: Instant;
      readonly lost?: boolean;
      readonly double?: boolean;
      readonly notTaken?: boolean;
    };

/**
 * Why a message is never sent: tries without end, it would be worthless, refused for good, perhaps sent and nobody can
 * say, or the limit of its place and month is reached.
 */
type GivenUp = "too-often" | "too-late" | "refused" | "unknown" | "over-the-cap";

/**
 * Records what became of a taken message. That it was sent is always recorded, also of one that was cancelled
 * meanwhile. Returns false when nothing was recorded: another process has taken it since, it was cancelled, or its
 * outcome is known.
 */
export async function recordOutcome(
  tx: Queryable,
  { id, attempt }: Pick<TakenMessage, "id" | "attempt">,
  outcome: SendOutcome,
  now: Instant,
): Promise<boolean> {
  const at = toDate(now);
  const mine = Prisma.sql`attempts = ${attempt} AND ${UNSENT}`;
  const [change, due] = ((): readonly [Prisma.Sql, Prisma.Sql] => {
    switch (outcome.is) {
      case "sent":
        return [
          Prisma.sql`sent_at = ${at}, gateway = ${outcome.gateway}, gateway_id = ${outcome.gatewayId ?? null}, segments = ${outcome.segments ?? null}::smallint`,
          Prisma.sql`sent_at IS NULL AND given_up_at IS NULL`,
        ];
      case "given-up":
        return [Prisma.sql`given_up_at = ${at}, given_up_why = ${outcome.why}`, mine];
      case "untrue":
        return [Prisma.sql`cancelled_at = ${at}`, mine];
      case "again":
        return [
          Prisma.sql`due_at = ${toDate(outcome.at)}, doubles = doubles + ${outcome.double ? 1 : 0}, tries = tries - ${outcome.notTaken ? 1 : 0}`,
          mine,
        ];
    }
  })();
  const lostAt = outcome.is === "again" && outcome.lost ? Prisma.sql`lost_at` : Prisma.sql`NULL`;
  const recorded = await tx.$queryRaw<
    unknown[]
  >`UPDATE outbox SET ${change}, lost_at = ${lostAt} WHERE id = ${id}::uuid AND ${due} RETURNING 1`;
  return recorded.length === 1;
}

/**
 * Begins a try of a taken message, by this way and counted at this place: from now on nobody knows whether it was sent,
 * until its outcome is recorded, also when this process ends. Returns false, and nothing must be sent, when it was
 * cancelled, when another process has taken it since, or when something of its appointment, of what its conseiller is
 * planned for, or of the door of its contact was changed and is not compared yet: an act that was answered is never
 * followed by what it made untrue.
 */
export async function beginTry(
  tx: Queryable,
  { id, attempt }: Pick<TakenMessage, "id" | "attempt">,
  { channel, place }: { readonly channel: SentBy; readonly place: string | undefined },
  now: Instant,
): Promise<boolean> {
  const begun = await tx.$queryRaw<unknown[]>`
    UPDATE outbox SET lost_at = ${toDate(now)}, tries = tries + 1, channel = ${channel}, place_id = coalesce(place_id, ${place ?? null}::uuid)
    WHERE id = ${id}::uuid AND attempts = ${attempt} AND ${UNSENT} 
      AND NOT EXISTS (SELECT FROM to_tell t WHERE t.appointment_id = outbox.appointment_id)
      AND NOT (cause_kind = 'planning' AND EXISTS (SELECT FROM staff_told t WHERE t.account_id = outbox.account_id AND t.changed))
      AND NOT EXISTS (
        SELECT FROM door_told t JOIN door_change c ON c.permanence_id = t.permanence_id WHERE t.contact_id = outbox.contact_id AND c.look_at <= ${toDate(now)})
    RETURNING 1`;
  return begun.length === 1;
}

/** Cancels what is not sent yet about somebody, in the transaction that makes it untrue. Returns how many messages. */
export async function cancelMessages(tx: Queryable, about: MessageSubject, now: Instant): Promise<number> {
  const [[what, id]] = Object.entries(about) as [[AboutWhat, string]];
  const cancelled = await tx.$queryRaw<unknown[]>`
    UPDATE outbox SET cancelled_at = ${toDate(now)} WHERE ${Prisma.raw(ABOUT[what])} = ${id}::uuid AND ${UNSENT} RETURNING 1`;
  return cancelled.length;
}

/** Takes these messages back, of which some may have left meanwhile: those stay as they are. */
export async function takeBack(tx: Queryable, messages: readonly string[], now: Instant): Promise<void> {
  if (messages.length === 0) return;
  await tx.$queryRaw`UPDATE outbox SET cancelled_at = ${toDate(now)} WHERE id = ANY (${[...messages]}::uuid[]) AND ${UNSENT} RETURNING 1`;
}

/** The messages about changes of a planning that wait for these people, contacts or shares (`about`), unlocked. */
export const waitingOfPlanning = (
  tx: Queryable,
  what: "account" | "contact" | "share",
  ids: readonly string[],
): Promise<
  readonly (Pick<MessageToPut, "kind" | "organisation"> & { readonly id: string; readonly about: string })[]
> =>
  tx.$queryRaw`
    SELECT m.id::text, m.kind, m.organisation_id::text AS organisation, m.${Prisma.raw(ABOUT[what])}::text AS about FROM outbox m
    WHERE m.${Prisma.raw(ABOUT[what])} = ANY (${[...ids]}::uuid[]) AND m.cause_kind = 'planning' AND ${WAITS}`;

/** SQL: whether a message of these kinds is due, and held by nobody (`takeMessages`). */
export const isMessageDue = (now: Instant, kinds: readonly string[]): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT FROM outbox WHERE ${isDue(now, kinds)})`;

const isDue = (now: Instant, kinds: readonly string[]): Prisma.Sql =>
  Prisma.sql`due_at <= ${toDate(now)} AND kind = ANY (${[...kinds]}::text[]) AND held_at IS NULL AND ${UNSENT}`;

/**
 * Holds the unsent messages that are due at `now`, for a person to decide: after a restore, when they may have been
 * sent since the backup was made. Nobody takes them any more. Returns how many.
 */
export const holdMessages = (now: Instant): Promise<number> =>
  db.$executeRaw`UPDATE outbox SET held_at = ${toDate(now)} WHERE due_at <= ${toDate(now)} AND held_at IS NULL AND ${UNSENT}`;

const UNSENT = Prisma.sql`sent_at IS NULL AND given_up_at IS NULL AND cancelled_at IS NULL`;

/** SQL: message `m` waits to be sent. */
export const WAITS = Prisma.sql`m.sent_at IS NULL AND m.given_up_at IS NULL AND m.cancelled_at IS NULL`;

type MessageRow = Pick<TakenMessage, "id" | "kind" | "attempt" | "tries" | "doubles" | "lost"> & {
  readonly organisation: string | null;
  readonly causeKind: string;
  readonly causeId: string;
  readonly wasDue: Date;
  readonly putAt: Date;
  readonly channel: SentBy | null;
  readonly hour: Date | null;
  readonly place: string | null;
  readonly offer: string | null;
} & Readonly<Record<AboutWhat, string | null>>;

function aboutOf(row: MessageRow): MessageSubject {
  const what = ABOUT_WHAT.find((one) => row[one] !== null) ?? "account";
  return { [what]: row[what] ?? "" } as MessageSubject;
}
