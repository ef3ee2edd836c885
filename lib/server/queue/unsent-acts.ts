import { whereMay } from "#lib/access/where-may.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import type { HeldActs } from "#lib/wire/queue/signed-act.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import {
  halfDayAtPlaceColumns,
  halfDayAtPlaceOfRow,
  type HalfDayAtPlace,
} from "#lib/server/schedule/half-day-at-place.ts";
import { within } from "#lib/server/schedule/read-staff-permanences.ts";

/** Acts of somebody that a tablet holds for a half-day, as it said when somebody else was signed in there. */
export type UnsentThere = {
  readonly held: HalfDayAtPlace;
  /** Whose acts: as the team calls them. */
  readonly name: string;
  readonly acts: number;
  readonly saidAt: Instant;
};

/**
 * Notes which acts of others a device holds that who is signed in there cannot send, in place of what it said before.
 */
export async function saveUnsentActs(device: string, held: readonly HeldActs[]): Promise<void> {
  const now = toDate(clock.now());
  const known = new Set(
    (
      await db.permanence.findMany({
        where: { id: { in: held.map(({ permanence }) => permanence) } },
        select: { id: true },
      })
    ).map(({ id }) => id),
  );
  const people = new Set(
    (
      await db.user.findMany({ where: { id: { in: held.map(({ conseiller }) => conseiller) } }, select: { id: true } })
    ).map(({ id }) => id),
  );
  await db.$transaction([
    db.unsentActs.deleteMany({ where: { device } }),
    db.unsentActs.createMany({
      data: held
        .filter(({ permanence, conseiller }) => known.has(permanence) && people.has(conseiller))
        .map(({ permanence, conseiller, acts }) => ({
          device,
          permanenceId: permanence,
          userId: conseiller,
          acts,
          saidAt: now,
        })),
      skipDuplicates: true,
    }),
  ]);
}

const MOST = 20;

/**
 * What tablets hold unsent of half-days that the reader plans, the newest half-day first; those of the last 30 days
 * (`erasures.ts`).
 */
export async function readUnsentActs(actor: StaffActor): Promise<readonly UnsentThere[]> {
  const rows = await db.unsentActs.findMany({
    where: { permanence: within(whereMay(actor, "plan-half-days")) },
    select: {
      acts: true,
      saidAt: true,
      user: { select: { name: true, email: true } },
      permanence: { select: halfDayAtPlaceColumns },
    },
    orderBy: [{ permanence: { startsAt: "desc" } }, { device: "asc" }, { userId: "asc" }],
    take: MOST,
  });
  return rows.map(({ acts, saidAt, user, permanence }) => ({
    held: halfDayAtPlaceOfRow(permanence),
    name: user.name ?? user.email,
    acts,
    saidAt: instant(saidAt.getTime()),
  }));
}
