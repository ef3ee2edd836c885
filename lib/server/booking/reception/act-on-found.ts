import type { Act } from "#lib/queue/acts/acts.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { instantAt, localDateOf } from "#lib/time/zone.ts";
import { may } from "#lib/access/may.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { clock, freshId } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { applyCommand } from "#lib/server/queue/apply-command.ts";
import { cancelAppointmentFor } from "#lib/server/booking/cancel.ts";
import { moveAppointmentFor } from "#lib/server/booking/move.ts";
import { arrive } from "#lib/server/booking/offers/arrive.ts";
import { changeOpened, openFor } from "#lib/server/booking/open-appointment.ts";
import { notifyLineChanged } from "#lib/server/booking/appointment-rows.ts";
import { openedFound } from "./open-found.ts";

/**
 * Why nothing was done with an appointment that was opened. `found-gone`: it is not open any more. Any other: of the
 * use case behind it.
 */
type ActRefusal = "found-gone" | "hour-gone" | "too-late-to-change" | "not-now";

/** Moves the appointment that was opened; `hour-gone` for an hour that cannot be had any more. */
export async function moveFound(
  actor: StaffActor,
  ref: string | undefined,
  wanted: { readonly permanence: string; readonly start: Instant },
): Promise<Result<void, ActRefusal>> {
  const id = openedFound(actor, ref)?.appointment;
  const moved = id === undefined ? refuse("not-found") : await moveAppointmentFor(actor, id, wanted);
  if (moved.ok) return accept(undefined);
  if (moved.refusal === "not-found") return refuse("found-gone");
  return refuse(moved.refusal === "too-late" || moved.refusal === "state-changed" ? "too-late-to-change" : "hour-gone");
}

/** Cancels it: its hour is free at once. */
export async function cancelFound(actor: StaffActor, ref: string | undefined): Promise<Result<void, ActRefusal>> {
  const id = openedFound(actor, ref)?.appointment;
  const done = id === undefined ? refuse("not-found") : await cancelAppointmentFor(actor, id);
  return done.ok ? done : refuse(done.refusal === "not-found" ? "found-gone" : "too-late-to-change");
}

/**
 * The person is here: they get a number in the line, the same when asked again. `not-now`: on another day, or before
 * numbers are given.
 */
export async function checkInFound(actor: StaffActor, ref: string | undefined): Promise<Result<void, ActRefusal>> {
  const id = openedFound(actor, ref)?.appointment;
  if (id === undefined) return refuse("found-gone");
  const here = await arrive(actor, id);
  if (here.ok) return accept(undefined);
  return refuse(here.refusal === "not-allowed" || here.refusal === "not-found" ? "found-gone" : "not-now");
}

/**
 * « J’arrive vers 10 h 20 »: a minute of the day of the appointment. It changes no turn
 * (docs/line.md#late-appointments).
 */
export const announceLateOf = (
  actor: StaffActor,
  ref: string | undefined,
  minute: number,
): Promise<Result<void, ActRefusal>> =>
  onLine(actor, ref, ({ appointment, start, timeZone }) => ({
    type: "late",
    appointment,
    expectedAt: instantAt(localDateOf(start, timeZone), minute, timeZone),
  }));

/** Whoever has a number passes before the others; no cause is asked or kept (docs/line.md#priority-and-overrides). */
export const prioritiseFound = (actor: StaffActor, ref: string | undefined): Promise<Result<void, ActRefusal>> =>
  onLine(actor, ref, ({ visit }) => (visit === undefined ? undefined : { type: "prioritise", visit }));

/**
 * « On vient vous chercher », or not after all: noted of the number, and of the appointment while the person has none.
 */
export async function fetchFound(
  actor: StaffActor,
  ref: string | undefined,
  on: boolean,
): Promise<Result<void, ActRefusal>> {
  const there = await onLine(actor, ref, ({ visit }) =>
    visit === undefined ? undefined : { type: "fetch", visit, on },
  );
  if (there.ok || there.refusal !== "not-now") return there;
  const id = openedFound(actor, ref)?.appointment ?? "";
  const done = await changeOpened(
    () => openFor(actor, id),
    [],
    async (tx, row) => {
      if (row.state !== "booked" || row.visits.length > 0) return refuse("not-now");
      await tx.appointment.update({ where: { id }, data: { toFetch: on }, select: { id: true } });
      await notifyLineChanged(tx, row.permanenceId);
      return accept(undefined);
    },
  );
  return done.ok ? done : refuse("not-now");
}

type InLine = {
  readonly appointment: string;
  readonly visit: string | undefined;
  readonly start: Instant;
  readonly timeZone: string;
};

/**
 * Sends an act to the line of the half-day of the appointment; `not-now` where the line refuses it, or there is nothing
 * to send.
 */
async function onLine(
  actor: StaffActor,
  ref: string | undefined,
  actOf: (at: InLine) => Act | undefined,
): Promise<Result<void, ActRefusal>> {
  const id = openedFound(actor, ref)?.appointment;
  const row =
    id === undefined
      ? null
      : await db.appointment.findUnique({
          where: { id, state: { not: "held" } },
          select: {
            startsAt: true,
            visits: { select: { id: true } },
            permanence: { select: { id: true, placeId: true, organisationId: true, timeZone: true } },
          },
        });
  if (!row || id === undefined) return refuse("found-gone");
  const { id: permanence, placeId: place, organisationId: organisation, timeZone } = row.permanence;
  if (!may(actor, { act: "run-line", permanence, place, organisation })) return refuse("found-gone");
  const start = instant(row.startsAt.getTime());
  const act = actOf({ appointment: id, visit: row.visits[0]?.id, start, timeZone });
  if (!act) return refuse("not-now");
  const command = { id: freshId(), at: clock.now(), device: actor.kind, ...act };
  const { result } = await applyCommand(permanence, command, { actor, lastExchange: undefined });
  return result.outcome === "refused" ? refuse("not-now") : accept(undefined);
}
