import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import type { Appointment } from "#lib/booking/appointment.ts";
import { refuse, type Result } from "#lib/result.ts";
import { isUuid } from "#lib/uuid.ts";
import { db, transaction, type Tx } from "#lib/server/db.ts";
import { claimedId, opens } from "#lib/server/secrets.ts";
import { conseillerKey, takeAdvisoryLocks, lockPermanences } from "./load-bookable.ts";
import { appointmentColumns, appointmentOfRow } from "./load-appointments.ts";
import { permanenceEndColumns } from "#lib/server/schedule/permanence-rows.ts";

/**
 * The appointment behind a secret, and its holder as an actor. Read without a lock: it may change before the lock is
 * taken.
 */
export type OpenedAppointment = Appointment & {
  readonly conseiller: string | null;
  readonly actor: Extract<Actor, { kind: "resident" }>;
};

/** The appointment behind a secret, to change it; undefined for any other text. */
export async function appointmentOfSecret(secret: string): Promise<OpenedAppointment | undefined> {
  const id = claimedId(secret);
  if (id === undefined) return undefined;
  const row = await db.appointment.findUnique({
    where: { id, state: { not: "held" } },
    select: { ...appointmentColumns, generation: true, wantedConseillerId: true },
  });
  if (!row || !opens(secret, "appointment", id, row.generation)) return undefined;
  const actor = { kind: "resident", appointment: id } as const;
  return may(actor, { act: "change-appointment", appointment: id })
    ? { ...appointmentOfRow(row), conseiller: row.wantedConseillerId, actor }
    : undefined;
}

/** The appointment, to change it as that actor; undefined for none, and for a held hour. */
export async function openFor<By extends Actor>(actor: By, appointment: string) {
  const row = isUuid(appointment)
    ? await db.appointment.findUnique({
        where: { id: appointment, state: { not: "held" } },
        select: {
          id: true,
          permanenceId: true,
          wantedConseillerId: true,
          permanence: { select: { placeId: true, organisationId: true } },
        },
      })
    : null;
  if (!row) return undefined;
  const { placeId: place, organisationId: organisation } = row.permanence;
  return { id: row.id, permanence: row.permanenceId, conseiller: row.wantedConseillerId, actor, place, organisation };
}

/** A new try is needed each time another move of the same appointment was committed first. */
const TRIES = 5;

/** The row as a change needs it. */
export type LockedRow = Awaited<ReturnType<typeof rowOf>>;

/**
 * Runs a change of the appointment behind a secret, in a transaction that holds the locks of its half-day and of those
 * in `also`, with the row read under these locks. Begins again when the appointment was moved to another half-day
 * before the locks were taken. Refused: `not-found`, `state-changed` (moved again and again meanwhile), and what the
 * change refuses.
 */
export const changeAppointment = <Value, Refusal extends string>(
  secret: string,
  also: readonly string[],
  change: (tx: Tx, row: LockedRow, actor: OpenedAppointment["actor"]) => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal | "not-found" | "state-changed">> =>
  changeOpened(() => appointmentOfSecret(secret), also, change);

/** What a change needs of an appointment before it is locked: its half-day, who is wanted, and who changes it. */
type ToLock<By extends Actor> = Pick<OpenedAppointment, "id" | "permanence" | "conseiller"> & { readonly actor: By };

/** The same for an appointment that `open` finds, for the actor who may change it. */
export async function changeOpened<By extends Actor, Value, Refusal extends string>(
  open: () => Promise<ToLock<By> | undefined>,
  also: readonly string[],
  change: (tx: Tx, row: LockedRow, actor: By) => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal | "not-found" | "state-changed">> {
  for (let left = TRIES; left > 0; left -= 1) {
    const opened = await open();
    if (!opened) return refuse("not-found");
    const done = await transaction(async (tx) => {
      await takeAdvisoryLocks(tx, conseillerKey(opened.conseiller));
      await lockPermanences(tx, [opened.permanence, ...also]);
      const row = await rowOf(tx, opened.id);
      return row.permanenceId === opened.permanence ? await change(tx, row, opened.actor) : undefined;
    }, opened.actor);
    if (done) return done;
  }
  return refuse("state-changed");
}

/** The appointment of that id, read under the lock of its half-day. Throws when there is none. */
export const rowOf = (tx: Tx, id: string) =>
  tx.appointment.findUniqueOrThrow({
    where: { id },
    select: {
      ...appointmentColumns,
      wantedConseillerId: true,
      byHelper: true,
      visits: { select: { id: true, state: true } },
      permanence: { select: { ...permanenceEndColumns, organisationId: true } },
    },
  });
