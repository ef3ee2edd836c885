import { Prisma } from "#prisma/generated/client.ts";
import { nightAfter } from "#lib/access/retention.ts";
import { type Instant, instant, MINUTE } from "#lib/time/instant.ts";
import { toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { inBatches } from "#lib/server/in-batches.ts";
import { areIdentitiesDue, eraseIdentities } from "./erase-identities.ts";
import { erasuresAt, type Erased, type Erasure } from "./erasures.ts";

/** Rows in one transaction: a few milliseconds, so that nobody waits long for a lock. */
const BATCH = 500;

/** Milliseconds between two looks at everything. */
const DAY = 24 * 60 * MINUTE;

/** Milliseconds for which the night's names wait for a lock; until then whoever gives a name waits as well. */
const PATIENCE = 2_000;

/** How many rows were erased, of each kind. */
export type ErasedCounts = Readonly<Record<Erased | "identities", number>>;

/**
 * Erases everything that is due at `now` (docs/personal-data.md#what-is-erased-when), one transaction a partition or a
 * batch of rows. It may run twice, also at once: an erased row is no longer due, and a locked row is left to the next
 * run.
 */
export async function eraseDue(now: Instant, batch = BATCH, patience = PATIENCE): Promise<ErasedCounts> {
  const counts: [string, number][] = [["identities", await eraseIdentities(now, batch, patience)]];
  for (const [what, erasure] of Object.entries(erasuresAt(now, await halfDaysToErase(now))))
    counts.push([what, await erase(erasure, batch)]);
  return Object.fromEntries(counts) as ErasedCounts;
}

/** When a look last was at everything, however long overdue. */
let wholeLook: Instant | undefined;

/**
 * Whether anything is due at `now`. Each process asks every minute, so each table is asked for the first entry of an
 * index where it has one; EXISTS may be answered by reading a table from its beginning, where everything was erased
 * long ago.
 */
export async function isErasureDue(now: Instant): Promise<boolean> {
  const ended = await halfDaysToErase(now);
  if (ended.length > 0 || (await areIdentitiesDue(now))) return true;
  const whole = wholeLook === undefined || Math.abs(now - wholeLook) >= DAY;
  const looks = Object.values(erasuresAt(now, ended)).map(({ table, due, first, lately }) =>
    first
      ? Prisma.sql`coalesce((SELECT min(${first.column}) FROM ${Prisma.raw(table)} WHERE ${first.where}) <= ${first.until}, false)`
      : Prisma.sql`EXISTS (SELECT 1 FROM ${Prisma.raw(table)} WHERE ${whole ? due : (lately ?? due)})`,
  );
  const [found] = await db.$queryRaw<{ readonly due: boolean }[]>`SELECT ${Prisma.join(looks, " OR ")} AS due`;
  if (whole) wholeLook = now;
  return found?.due ?? false;
}

/**
 * MATERIALIZED chooses the rows once and first: a plain subquery could be run again for each row. The condition is
 * repeated where they are changed, so that partitions without a due row are left out there too.
 */
function erase({ table, key, due, becomes }: Erasure, batch: number): Promise<number> {
  const rows = Prisma.raw(table);
  const id = Prisma.raw(key);
  const lock = becomes ? Prisma.sql`FOR NO KEY UPDATE` : Prisma.sql`FOR UPDATE`;
  const change = becomes ? Prisma.sql`UPDATE ${rows} SET ${becomes}` : Prisma.sql`DELETE FROM ${rows}`;
  return inBatches(
    batch,
    Prisma.sql`
    WITH due AS MATERIALIZED (SELECT ${id} FROM ${rows} WHERE ${due} LIMIT ${batch} ${lock} SKIP LOCKED)
    ${change} WHERE ${due} AND (${id}) IN (SELECT ${id} FROM due)`,
  );
}

/** The half-days that still hold a message to the room, and whose night has come. */
export async function halfDaysToErase(now: Instant): Promise<readonly string[]> {
  const ended = await db.permanence.findMany({
    where: { message: { not: null }, endsAt: { lte: toDate(now) } },
    select: { id: true, endsAt: true, timeZone: true },
  });
  return ended
    .filter(({ endsAt, timeZone }) => nightAfter(instant(endsAt.getTime()), timeZone) <= now)
    .map(({ id }) => id);
}
