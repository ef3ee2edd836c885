import { actorName } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { reachIn, type Reach } from "#lib/access/where-may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import type { FoundAtTablet } from "#lib/booking/found-appointment.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { clock } from "#lib/server/clock.ts";
import { db, transaction } from "#lib/server/db.ts";
import { sharedHash } from "#lib/server/secrets.ts";
import { consume, giveBack, type TooOften } from "#lib/server/edge/rate-limit.ts";
import { appendJournal, type HalfDayIds } from "#lib/server/journal/append-journal.ts";
import { sealFound } from "./open-found.ts";

/**
 * Looks on the tablet of a half-day for the appointment of a code that somebody says there
 * (docs/booking.md#at-the-tablet): one of this half-day leads to the check-in; of any other, whoever may find
 * appointments at the reception reads hour and place, as there. A shared tablet learns of those of its half-day alone,
 * and a program of none. Five tries that find nothing a minute; the journal notes how many were found, never the code.
 */
export async function findAtTablet(
  actor: StaffActor,
  permanenceId: string,
  code: string,
): Promise<Result<FoundAtTablet, "not-found" | "not-allowed"> | TooOften> {
  const held = isUuid(permanenceId)
    ? await db.permanence.findUnique({
        where: { id: permanenceId },
        select: { id: true, placeId: true, organisationId: true, timeZone: true },
      })
    : null;
  if (!held) return refuse("not-found");
  const at = { permanence: held.id, place: held.placeId, organisation: held.organisationId };
  const reach = reachOf(actor, at.organisation);
  if (!reach || !may(actor, { act: "check-in", ...at })) return refuse("not-allowed");
  const who = sharedHash("actor", actorName(actor));
  const seconds = await consume("appointment-code-tries", who);
  if (seconds !== undefined) return { ok: false, refusal: "too-many-requests", seconds };
  const found = await foundOf(actor, { ...at, timeZone: held.timeZone }, reach, code);
  await note(actor, at, found);
  if (found.kind !== "unknown") await giveBack("appointment-code-tries", who);
  return accept(found);
}

/** Where this person may find appointments; `this-half-day` on its shared tablet. */
const reachOf = (actor: StaffActor, organisation: string): Reach | "this-half-day" | undefined =>
  actor.by === "tablet" ? "this-half-day" : reachIn(actor, "find-appointment", organisation);

/** Two queries at most. A booked one before any other, the soonest first. */
async function foundOf(
  actor: StaffActor,
  { permanence, organisation, timeZone }: HalfDayIds & { readonly timeZone: string },
  reach: Reach | "this-half-day",
  code: string,
): Promise<FoundAtTablet> {
  const rows = await db.appointment.findMany({
    where: { code, state: { not: "held" }, permanence: { organisationId: organisation }, ...within(reach, permanence) },
    select: {
      id: true,
      state: true,
      startsAt: true,
      permanenceId: true,
      permanence: { select: { timeZone: true, place: { select: { name: true } } } },
      visits: { select: { id: true } },
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: 20,
  });
  const here = rows.filter((row) => row.permanenceId === permanence);
  const visit = here.flatMap(({ visits }) => visits)[0];
  if (visit) return { kind: "arrived", visit: visit.id };
  const expected = here.find(({ state }) => state === "booked");
  if (expected) return { kind: "expected", appointment: expected.id };
  const offered = await offeredHere(permanence, code);
  if (offered) return { kind: "offered", start: instant(offered.startsAt.getTime()), timeZone };
  const row = rows.find(({ state }) => state === "booked") ?? rows[0];
  if (!row) return { kind: "unknown" };
  const opened = reach === "this-half-day" ? undefined : sealFound(actor, { appointment: row.id, contact: false });
  if (CANCELLED.includes(row.state)) return { kind: "cancelled", ...(opened !== undefined && { opened }) };
  if (opened === undefined) return { kind: "unknown" };
  const start = instant(row.startsAt.getTime());
  return {
    kind: "elsewhere",
    start,
    timeZone: row.permanence.timeZone,
    place: row.permanence.place.name,
    opened,
  };
}

const CANCELLED = ["cancelled-by-resident", "cancelled-by-service"];

function within(reach: Reach | "this-half-day", permanenceId: string) {
  if (reach === "this-half-day") return { permanenceId };
  return reach.places === "all" ? {} : { placeId: { in: [...reach.places] } };
}

/** An hour of this half-day that was offered to whoever has this code, and that they may still come to. */
const offeredHere = (permanenceId: string, code: string) =>
  db.appointmentOffer.findFirst({
    where: {
      permanenceId,
      OR: [{ answer: null }, { answer: "no" }],
      appointment: { code, state: { in: ["booked", "cancelled-by-service"] } },
    },
    select: { startsAt: true },
  });

/** What was opened with hour and place is noted as at the reception. */
const note = (actor: StaffActor, { place, organisation }: HalfDayIds, found: FoundAtTablet): Promise<void> =>
  transaction(async (tx) => {
    const now = clock.now();
    const data = { by: "code", found: found.kind === "unknown" ? 0 : 1 };
    await appendJournal(tx, actor, { act: "appointment-searched", organisation, place, data }, now);
    if ("opened" in found)
      await appendJournal(tx, actor, { act: "appointment-opened", organisation, place, data: { by: "code" } }, now);
  }, actor);
