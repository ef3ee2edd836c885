import type { Closure } from "#prisma/generated/client.ts";
import type { Actor } from "#lib/access/actor.ts";
import { holdsPersonalNumber } from "#lib/access/personal-number.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type { ClosedHalfDay, ClosureEffect } from "#lib/schedule/closure-effect.ts";
import { NO_END, type ClosingSpan } from "#lib/schedule/closure.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { instantAt, localDateOf, plusDays } from "#lib/time/zone.ts";
import { isUuid } from "#lib/uuid.ts";
import type { ClosureBody } from "#lib/wire/schedule/closure.ts";
import { writeVevent } from "#lib/server/calendar/write-vevent.ts";
import { clock, toDate, freshId } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { tellingTransaction } from "#lib/server/message/telling-transaction.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { columnOf } from "#lib/server/schedule/permanence-rows.ts";
import { contentHash } from "#lib/server/content-hash.ts";
import { closedPlace, mayClose, type ClosedPlace } from "./closed-place.ts";
import { writeClosureOfHalfDays, lockSeriesOf } from "./write-closure-of-half-days.ts";
import { settleClosure, type NotCancelled, type SettledClosure } from "./settle-closure.ts";
import { touchedHalfDays } from "./touched-half-days.ts";

/** Minutes of a day; a closure that ends there ends with its day. */
const DAY = 24 * 60;
/** Days: the longest closure with a known end, and how far ahead the day of a decision may lie. */
const LONGEST_CLOSURE = 2 * 366;

/**
 * What is asked. `closure`: the one that changes; without it a new one is made. Of one that has begun its beginning
 * stays, whatever `body` says. `seen`: the version of the preview that was read; another one is refused.
 */
export type SavingClosure = {
  readonly organisation: string;
  readonly closure?: string;
  readonly body: ClosureBody;
  readonly preview: boolean;
  readonly seen?: string;
};

/**
 * What closing does, or did. `notCancelled`: half-days that could not be cancelled, and why; `ways`: by which way the
 * people of each half-day that was cancelled are told; both are empty in a preview.
 */
export type SavedClosure = ClosureEffect & {
  readonly notCancelled: readonly NotCancelled[];
  readonly ways: SettledClosure["toTell"];
};

export type SavingClosureRefusal =
  | "not-found"
  | "not-allowed"
  | "no-own-place"
  | "begins-in-the-past"
  | "ends-in-the-past"
  | "ends-before-it-begins"
  | "too-far-ahead"
  | "closed-already"
  | "personal-number-refused"
  | "changed-meanwhile";

/**
 * A coordinator closes a place or every place of the organisation, or changes how long and with what sentence; with
 * `preview` only what that would do (docs/calendars.md#holidays-and-closures). The closure and the half-days that it
 * keeps from being booked are one transaction; then each half-day that it cancels is cancelled in a transaction of its
 * own, whole or not. Asked again it cancels those that could not be before. Refused: `no-own-place` (another
 * organisation's, hidden, unknown), `closed-already` (the same place and span), `changed-meanwhile` (the preview is no
 * longer true), and days that cannot be.
 */
export async function saveClosure(
  actor: Actor,
  wanted: SavingClosure,
): Promise<Result<SavedClosure, SavingClosureRefusal>> {
  if (!isUuid(wanted.organisation) || (wanted.closure !== undefined && !isUuid(wanted.closure)))
    return refuse("not-found");
  if (holdsPersonalNumber(wanted.body.sentence)) return refuse("personal-number-refused");
  const saved = await tellingTransaction((tx) => saveOnce(tx, actor, wanted), actor);
  if (!saved.ok) return saved;
  if (wanted.preview) return accept({ ...saved.value, notCancelled: [], ways: new Map() });
  const { closure } = saved.value;
  if (closure === undefined) throw new Error("A closure that was saved has an id.");
  const settled = await settleClosure(actor, closure);
  return accept({ ...saved.value, notCancelled: settled.notCancelled, ways: settled.toTell });
}

async function saveOnce(
  tx: Tx,
  actor: Actor,
  wanted: SavingClosure,
): Promise<Result<ClosureEffect, SavingClosureRefusal>> {
  const { organisation, body } = wanted;
  // Two closures at once are saved one after the other.
  await tx.$queryRaw`SELECT FROM organisation WHERE id = ${organisation}::uuid FOR NO KEY UPDATE`;
  const former = wanted.closure === undefined ? undefined : await lockedClosure(tx, wanted.closure, organisation);
  if (former === null) return refuse("not-found");
  const at = await closedPlace(tx, organisation, former ? (former.placeId ?? undefined) : body.place);
  if (!at) return refuse(former ? "not-found" : "no-own-place");
  if (!mayClose(actor, organisation, at.place?.id)) return refuse("not-allowed");
  const now = clock.now();
  const closing = closingOf(body, former, at, now);
  if (!closing.ok) return closing;
  if (!wanted.preview) await lockSeriesOf(tx, { organisation, place: at.place?.id });
  const others = await readOthers(tx, organisation, at, closing.value.span, wanted.closure);
  if (others.some(({ span }) => span.start === closing.value.span.start && span.end === closing.value.span.end))
    return refuse("closed-already");
  const where = { organisation, place: at.place?.id, closure: wanted.closure };
  const halfDays = await touchedHalfDays(tx, where, closing.value, now);
  const effect = effectOf(wanted, { at, closing: closing.value, halfDays, others }, former);
  if (wanted.preview) return accept(effect);
  if (wanted.seen !== undefined && wanted.seen !== effect.version) return refuse("changed-meanwhile");
  const closure = await write(tx, wanted, { at, closing: closing.value });
  await writeClosureOfHalfDays(tx, closure, halfDays, now);
  if (former && former.reason !== body.sentence) await saySentence(tx, closure, body.sentence, now);
  await note(tx, actor, { ...effect, closure }, wanted, now);
  return accept({ ...effect, closure });
}

/** The closure, locked; null when it is another organisation's, was lifted, or never was. */
async function lockedClosure(tx: Tx, id: string, organisationId: string): Promise<Closure | null> {
  await tx.$queryRaw`SELECT id FROM closure WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  return tx.closure.findFirst({ where: { id, organisationId, liftedAt: null } });
}

/** When it closes. One that has begun keeps its beginning, so that what is over is not closed after the fact. */
function closingOf(
  body: ClosureBody,
  former: Closure | undefined,
  { timeZone }: ClosedPlace,
  now: Instant,
): Result<ClosingSpan, SavingClosureRefusal> {
  const today = localDateOf(now, timeZone);
  const begun = former !== undefined && former.startsAt <= toDate(now);
  if (!begun && body.from < today) return refuse("begins-in-the-past");
  const start = begun ? instant(former.startsAt.getTime()) : instantAt(body.from, body.fromMinute, timeZone);
  if ([body.until, body.decideOn].some((day) => day !== undefined && day > plusDays(today, LONGEST_CLOSURE)))
    return refuse("too-far-ahead");
  if (body.until === undefined) {
    if (body.decideOn === undefined || body.decideOn < today) return refuse("ends-in-the-past");
    return accept({ span: { start, end: NO_END }, decideOn: body.decideOn });
  }
  const [day, minute] = body.untilMinute === DAY ? [plusDays(body.until, 1), 0] : [body.until, body.untilMinute];
  const end = instantAt(day, minute, timeZone);
  if (end <= start) return refuse("ends-before-it-begins");
  return end <= now ? refuse("ends-in-the-past") : accept({ span: { start, end } });
}

/** Other closures of the same place, or of the whole organisation, that close some of the same time. */
async function readOthers(
  tx: Tx,
  organisationId: string,
  { place }: ClosedPlace,
  span: Interval,
  except: string | undefined,
): Promise<ClosureEffect["others"]> {
  const rows = await tx.closure.findMany({
    where: {
      organisationId,
      placeId: place?.id ?? null,
      liftedAt: null,
      startsAt: { lt: toDate(span.end) },
      endsAt: { gt: toDate(span.start) },
      ...(except !== undefined && { id: { not: except } }),
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ id, startsAt, endsAt, reason }) => ({
    id,
    span: { start: instant(startsAt.getTime()), end: instant(endsAt.getTime()) },
    sentence: reason,
  }));
}

type Parts = {
  readonly at: ClosedPlace;
  readonly closing: ClosingSpan;
  readonly halfDays: readonly ClosedHalfDay[];
  readonly others: ClosureEffect["others"];
};

/** The version names what the preview said, and the closure as it stood. */
function effectOf(
  { closure, body }: SavingClosure,
  { at, closing, halfDays, others }: Parts,
  former: Closure | undefined,
): ClosureEffect {
  const effect = {
    ...(closure !== undefined && { closure }),
    ...(at.place && { place: at.place }),
    timeZone: at.timeZone,
    ...closing,
    sentence: body.sentence,
    halfDays,
    toTell: halfDays
      .filter(({ outcome }) => outcome === "is-cancelled")
      .reduce((sum, { appointments }) => sum + appointments, 0),
    others,
  };
  return { ...effect, version: contentHash({ effect, former }) };
}

async function write(
  tx: Tx,
  { organisation, closure, body }: SavingClosure,
  { at, closing: { span, decideOn } }: Pick<Parts, "at" | "closing">,
): Promise<string> {
  const columns = {
    startsAt: toDate(span.start),
    endsAt: toDate(span.end),
    decideOn: decideOn === undefined ? null : columnOf(decideOn),
    reason: body.sentence,
  };
  const id = closure ?? freshId();
  if (closure === undefined)
    await tx.closure.create({
      data: { id, organisationId: organisation, placeId: at.place?.id ?? null, ...columns },
      select: { id: true },
    });
  else await tx.closure.update({ where: { id }, data: columns, select: { id: true } });
  return id;
}

/** Half-days that the closure cancelled or keeps say its new sentence. */
async function saySentence(tx: Tx, closure: string, sentence: string, now: Instant): Promise<void> {
  const rows = await tx.$queryRaw<{ readonly id: string }[]>`
    SELECT id::text FROM permanence WHERE closure_id = ${closure}::uuid AND ends_at > ${toDate(now)} ORDER BY id FOR NO KEY UPDATE`;
  const ids = rows.map(({ id }) => id);
  await tx.permanence.updateMany({
    where: { id: { in: ids }, status: "cancelled" },
    data: { cancelReason: sentence },
  });
  await tx.permanence.updateMany({ where: { id: { in: ids } }, data: { updatedAt: toDate(now) } });
  for (const id of ids) await writeVevent(tx, id);
}

/** Notes the change with counts; what residents read is not in it. */
async function note(
  tx: Tx,
  actor: Actor,
  { closure = "", place, halfDays, decideOn }: ClosureEffect,
  wanted: SavingClosure,
  now: Instant,
): Promise<void> {
  const count = (...outcomes: readonly ClosedHalfDay["outcome"][]): number =>
    halfDays.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const data = {
    closure,
    cancelled: count("is-cancelled"),
    kept: count("is-kept", "is-a-guests"),
    givenBack: count("is-given-back"),
    endKnown: decideOn === undefined,
  };
  const act = wanted.closure === undefined ? "closure-made" : "closure-changed";
  await appendJournal(
    tx,
    actor,
    { act, organisation: wanted.organisation, ...(place && { place: place.id }), data },
    now,
  );
}
