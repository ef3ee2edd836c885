import type { Prisma } from "#prisma/generated/client.ts";
import type { SourceFieldName } from "#lib/place/merge-source.ts";
import { openDesks } from "#lib/schedule/permanence.ts";
import { topicsTakenOfKeys } from "#lib/schedule/topic.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { toDate } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { notOver } from "#lib/server/schedule/permanence-rows.ts";
import { movedToColumns, readMovedTo } from "#lib/server/schedule/moved-to.ts";
import { composeVevent } from "./compose-vevent.ts";
import { topicNames } from "./topic-names.ts";
import { uidHost } from "./uid-host.ts";

/**
 * Writes the calendar text of a half-day after its time, place, status, desks, windows or topics have changed, in the
 * transaction that changes them. When the text has changed, SEQUENCE grows by one; otherwise nothing is written, so
 * calling it without need does no harm. Those that moved to it say when it is held, and are written with it. The stamps
 * are the row's `updatedAt`, which a trigger keeps as `veventAt`. Throws when the half-day does not exist.
 */
export async function writeVevent(tx: Tx, permanenceId: string): Promise<void> {
  const found = await tx.permanence.findUniqueOrThrow({
    where: { id: permanenceId },
    select: {
      id: true,
      startsAt: true,
      endsAt: true,
      timeZone: true,
      status: true,
      desks: true,
      closedDesks: true,
      windows: true,
      sequence: true,
      createdAt: true,
      updatedAt: true,
      vevent: true,
      cancelReason: true,
      closure: { select: { reason: true } },
      topicKeys: true,
      organisationId: true,
      ...movedToColumns,
      organisation: { select: { phone: true } },
      place: { select: { name: true, shortName: true, address: true, postalCode: true, city: true } },
    },
  });
  const namesOf = await topicNames(tx, found.organisationId, [found.placeId]);
  const { movedTo } = (await readMovedTo(tx, [found]))(found);
  const row = {
    ...found,
    desks: openDesks(found),
    moved: movedTo,
    topics: namesOf(found.placeId, topicsTakenOfKeys(found.topicKeys)),
  };
  const host = (row.vevent && hostOf(row.vevent)) ?? (await uidHost(tx));
  const same = composeVevent(row, host);
  if (row.vevent !== null && saidBy(row.vevent) === saidBy(same)) return;
  const sequence = row.vevent === null ? row.sequence : row.sequence + 1;
  await tx.permanence.update({
    where: { id: row.id },
    data: { sequence, vevent: composeVevent({ ...row, sequence }, host) },
  });
  // Nothing has moved to one that is new.
  if (row.vevent !== null) await writeVeventsOfMoved(tx, row.id, instant(row.updatedAt.getTime()));
}

/** Writes the texts of the cancelled half-days that are held as this one instead. */
export async function writeVeventsOfMoved(tx: Tx, movedToId: string, now: Instant): Promise<void> {
  const former = await tx.permanence.findMany({
    where: { movedToId, vevent: { not: null } },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  for (const { id } of former) {
    await tx.permanence.update({ where: { id }, data: { updatedAt: toDate(now) }, select: { id: true } });
    await writeVevent(tx, id);
  }
}

/** The fields of a place that its calendar texts show. */
export const FIELDS_IN_EVENTS: ReadonlySet<string> = new Set<SourceFieldName>([
  "name",
  "shortName",
  "address",
  "postalCode",
  "city",
]);

/**
 * Writes the calendar texts of the half-days to come again, of a place or an organisation whose name, address or
 * telephone changed.
 */
export async function rewriteEvents(tx: Tx, of: Prisma.PermanenceWhereInput, now: Instant): Promise<void> {
  const coming = await tx.permanence.findMany({
    where: { ...of, ...notOver(now) },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  for (const { id } of coming) {
    await tx.permanence.update({ where: { id }, data: { updatedAt: toDate(now) } });
    await writeVevent(tx, id);
  }
}

/**
 * The host in the UID of a text that stands already: it stays, whatever address the installation had when it was
 * written.
 */
const hostOf = (vevent: string): string | undefined =>
  /^UID:[^@\r\n]+@(\S+)/m.exec(vevent.replaceAll("\r\n ", ""))?.[1];

/** The text without the lines that only count or date the changes. */
const saidBy = (vevent: string): string =>
  vevent
    .split("\r\n")
    .filter((line) => !/^(SEQUENCE|DTSTAMP|LAST-MODIFIED|CREATED):/.test(line))
    .join("\n");
