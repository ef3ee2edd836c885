import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { dayOfTablet } from "#lib/access/shared-tablet.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db, transaction, type Tx } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { addressOfPass, codeOfPass } from "./tablet-code.ts";

/** What opens a shared tablet: six digits, and the address in a QR code. `id`: of the pass. */
export type ShownPass = { readonly id: string; readonly code: string; readonly address: string };

/** The place of a shared tablet and the organisation that holds half-days there; without it, that of the place. */
export type TabletAt = { readonly place: string; readonly organisation?: string };

/** The same, on a day of the place. */
type OnDay = { readonly place: string; readonly organisation: string; readonly day: Date };

/**
 * A half-day with its place, as its colleagues open its tablet. `pass`: what the reader has shown for it; `day`: the
 * code of the day, of those who see it.
 */
export type TabletOfHalfDay = {
  readonly place: { readonly id: string; readonly slug: string; readonly name: string };
  readonly organisation: string;
  readonly span: { readonly start: Instant; readonly end: Instant };
  readonly timeZone: string;
  readonly over: boolean;
  readonly pass?: ShownPass;
  readonly day?: { readonly pass?: ShownPass };
};

type Refusal = "not-found" | "not-allowed";

const shownPass = ({ id }: { readonly id: string }): ShownPass => ({
  id,
  code: codeOfPass(id),
  address: addressOfPass(id),
});

/** A transaction, or the database outside of one. */
type Reads = Pick<Tx, "place" | "assignment" | "permanence">;

const midnight = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** The place with the date of its tablet now; undefined for no such place. */
async function today(tx: Reads, { place, organisation }: TabletAt): Promise<OnDay | undefined> {
  const row = isUuid(place)
    ? await tx.place.findUnique({ where: { id: place }, select: { timeZone: true, organisationId: true } })
    : null;
  return (
    (row && {
      place,
      organisation: organisation ?? row.organisationId,
      day: midnight(dayOfTablet(clock.now(), row.timeZone)),
    }) ??
    undefined
  );
}

/**
 * Whether somebody reads and renews the code of the day: coordination and administration, and whoever is planned there
 * that day.
 */
async function seesCode(tx: Reads, actor: StaffActor, { day, ...at }: OnDay): Promise<boolean> {
  if (may(actor, { act: "read-tablet-code", ...at })) return true;
  if (!may(actor, { act: "open-tablet", ...at })) return false;
  const planned = await tx.assignment.findFirst({
    where: {
      conseillerId: actor.user,
      permanence: { placeId: at.place, organisationId: at.organisation, localDate: day },
    },
    select: { id: true },
  });
  return planned !== null;
}

/** What makes a pass the code of a day. */
const codeOfDay = ({ place, organisation, day }: OnDay) => ({
  placeId: place,
  organisationId: organisation,
  localDate: day,
  permanenceId: null,
  endedAt: null,
});

/** The code of today of a place, for those who see it; without `pass` nobody has asked for one today. */
export async function readCodeOfDay(
  actor: StaffActor,
  at: TabletAt,
): Promise<Result<{ readonly pass?: ShownPass }, Refusal>> {
  const on = await today(db, at);
  if (!on) return refuse("not-found");
  if (!(await seesCode(db, actor, on))) return refuse("not-allowed");
  const row = await db.tabletPass.findFirst({ where: codeOfDay(on), select: { id: true } });
  return accept(row ? { pass: shownPass(row) } : {});
}

/**
 * Makes the code of the day of a place, for half-days of that organisation there. `seen`: the pass that the page
 * showed, to replace it: what was opened with it, or shown by colleagues, ends at once. Sent twice, it happens once.
 */
export async function renewCodeOfDay(actor: StaffActor, at: TabletAt, seen?: string): Promise<Result<void, Refusal>> {
  return transaction(async (tx) => {
    const on = await today(tx, at);
    if (!on) return refuse("not-found");
    if (!(await seesCode(tx, actor, on))) return refuse("not-allowed");
    await tx.$queryRaw`SELECT 1 FROM place WHERE id = ${at.place}::uuid FOR NO KEY UPDATE`;
    const former = await tx.tabletPass.findFirst({ where: codeOfDay(on), select: { id: true } });
    if (former?.id !== seen) return accept(undefined);
    const now = clock.now();
    if (former)
      await tx.tabletPass.updateMany({
        where: { placeId: on.place, organisationId: on.organisation, localDate: on.day, endedAt: null },
        data: { endedAt: toDate(now) },
      });
    await tx.tabletPass.create({
      data: { ...codeOfDay(on), madeById: actor.user, createdAt: toDate(now) },
      select: { id: true },
    });
    const act = former ? "tablet-code-renewed" : "tablet-code-made";
    await appendJournal(tx, actor, { act, organisation: on.organisation, place: on.place, data: {} }, now);
    return accept(undefined);
  }, actor);
}

async function halfDayOf(tx: Reads, id: string) {
  return isUuid(id)
    ? tx.permanence.findUnique({
        where: { id },
        select: {
          id: true,
          organisationId: true,
          localDate: true,
          timeZone: true,
          startsAt: true,
          endsAt: true,
          status: true,
          place: { select: { id: true, slug: true, name: true } },
        },
      })
    : null;
}

/** Whether a tablet of the half-day can be opened: today's, neither over nor cancelled. */
export const isOpenable = (
  row: { readonly status: string; readonly localDate: Date; readonly timeZone: string },
  now: Instant,
): boolean =>
  (row.status === "scheduled" || row.status === "open") &&
  row.localDate.getTime() === midnight(dayOfTablet(now, row.timeZone)).getTime();

/** What a colleague shows to open the tablet of a half-day for another, for those who may. Four queries. */
export async function readTabletOfHalfDay(
  actor: StaffActor,
  permanence: string,
): Promise<Result<TabletOfHalfDay, Refusal>> {
  const row = await halfDayOf(db, permanence);
  if (!row) return refuse("not-found");
  const at = { place: row.place.id, organisation: row.organisationId };
  if (!may(actor, { act: "open-tablet", ...at })) return refuse("not-allowed");
  const [pass, day] = await Promise.all([
    db.tabletPass.findFirst({
      where: { permanenceId: row.id, madeById: actor.user, endedAt: null },
      select: { id: true },
    }),
    readCodeOfDay(actor, at),
  ]);
  return accept({
    place: row.place,
    organisation: row.organisationId,
    span: { start: instant(row.startsAt.getTime()), end: instant(row.endsAt.getTime()) },
    timeZone: row.timeZone,
    over: !isOpenable(row, clock.now()),
    ...(pass && { pass: shownPass(pass) }),
    ...(day.ok && { day: day.value }),
  });
}

/**
 * A colleague opens the tablet of a half-day for another: makes what they show, once, and notes in the journal who
 * vouched. Refused `half-day-over` on another day, and for a half-day that is closed or cancelled.
 */
export async function showPass(
  actor: StaffActor,
  permanence: string,
): Promise<Result<void, Refusal | "half-day-over">> {
  return transaction(async (tx) => {
    if (isUuid(permanence)) await tx.$queryRaw`SELECT 1 FROM permanence WHERE id = ${permanence}::uuid FOR SHARE`;
    const row = await halfDayOf(tx, permanence);
    if (!row) return refuse("not-found");
    const at = { place: row.place.id, organisation: row.organisationId };
    if (!may(actor, { act: "open-tablet", ...at })) return refuse("not-allowed");
    const now = clock.now();
    if (!isOpenable(row, now)) return refuse("half-day-over");
    await keepPass(tx, actor, row, now);
    return accept(undefined);
  }, actor);
}

type HalfDayRow = NonNullable<Awaited<ReturnType<typeof halfDayOf>>>;

async function keepPass(tx: Tx, actor: Actor & { readonly kind: "staff" }, row: HalfDayRow, now: Instant) {
  const { count } = await tx.tabletPass.createMany({
    data: {
      organisationId: row.organisationId,
      placeId: row.place.id,
      localDate: row.localDate,
      permanenceId: row.id,
      madeById: actor.user,
      createdAt: toDate(now),
    },
    skipDuplicates: true,
  });
  if (count === 0) return;
  await appendJournal(
    tx,
    actor,
    { act: "tablet-shown", organisation: row.organisationId, place: row.place.id, permanence: row.id, data: {} },
    now,
  );
}
