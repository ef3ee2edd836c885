import { Prisma } from "#prisma/generated/client.ts";
import type { PlaceToName } from "#lib/message/facts.ts";
import { messagesToPartner, type HalfDayOfShare } from "#lib/message/partner-changes.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { toDate } from "#lib/server/clock.ts";
import { db, type Queryable } from "#lib/server/db.ts";
import { env } from "#lib/server/env.ts";
import {
  tellDifferences,
  comparedByMail,
  tellAllDifferences,
  type Comparison,
} from "#lib/server/message/tell-differences.ts";
import { channelsSetUp } from "#lib/server/message/channels-set-up.ts";
import type { MessageToStaff } from "#lib/server/message/message-to-send.ts";
import type { TakenMessage } from "#lib/server/outbox/outbox.ts";
import { secretOf } from "#lib/server/secrets.ts";
import { halfDaysOf } from "./half-days-of-share.ts";
import { shownOfRow, type ShownRow } from "./share-of-row.ts";

/** Half-days compared in one transaction. */
const BATCH = 200;

/**
 * Compares half-days that acts have cancelled, or made held after all, with what the partners of their shares know, and
 * puts in what tells them the same day (docs/messages.md#to-partners): a program that reads a calendar once a day would
 * show it tomorrow. Returns of how many half-days.
 */
export const tellPartners = (now: Instant): Promise<number> => tellAllDifferences(comparison, now);

const comparison: Comparison<ToldShare> = {
  batch: BATCH,
  take: takeNoted,
  compare: comparedByMail("share", async (tx, shares, now) => {
    const changes = await changesOfShares(tx, shares, now);
    return ({ id }) =>
      messagesToPartner(changes.get(id) ?? []).map(({ kind, tells }) => ({
        kind,
        spans: tells.map(({ span }) => span),
      }));
  }),
};

/**
 * Takes half-days that were noted. Its readers are the shares that hold of whoever gives them, locked, with what each
 * partner knows; none for a half-day that is over, nor without a mail server.
 */
async function takeNoted(
  tx: Queryable,
  now: Instant,
): Promise<{ readonly taken: number; readonly readers: readonly ToldShare[] }> {
  const noted = await tx.$queryRaw<readonly NotedHalfDay[]>`
    WITH mine AS MATERIALIZED (SELECT permanence_id FROM half_day_to_tell ORDER BY permanence_id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED),
    taken AS (DELETE FROM half_day_to_tell t USING mine WHERE t.permanence_id = mine.permanence_id RETURNING t.permanence_id, t.was_cancelled)
    SELECT p.id::text AS permanence, p.organisation_id::text AS organisation, p.ends_at AS "endsAt", taken.was_cancelled AS "wasCancelled"
    FROM taken JOIN permanence p ON p.id = taken.permanence_id`;
  const ahead = noted.filter(({ endsAt }) => endsAt > toDate(now));
  const shares =
    ahead.length === 0 || !channelsSetUp().mail
      ? []
      : await sharesToTell(tx, Prisma.sql`share.giver_id = ANY (${idsOf(ahead)}::uuid[])`, now, "locked");
  for (const share of shares) {
    const mine = ahead.filter(({ organisation }) => organisation === share.organisation);
    await tx.$queryRaw`
      INSERT INTO partner_told (share_id, permanence_id, ends_at, cancelled)
      SELECT ${share.id}::uuid, permanence.id, permanence.ends_at, k.was
      FROM unnest(${mine.map(({ permanence }) => permanence)}::uuid[], ${mine.map(({ wasCancelled }) => wasCancelled)}::boolean[]) AS k (id, was)
        JOIN permanence ON permanence.id = k.id
      WHERE ${shownBy(share)} ON CONFLICT (share_id, permanence_id) DO NOTHING RETURNING 1`;
  }
  return { taken: noted.length, readers: shares };
}

const idsOf = (noted: readonly NotedHalfDay[]): readonly string[] => [
  ...new Set(noted.map(({ organisation }) => organisation)),
];

type NotedHalfDay = {
  readonly permanence: string;
  readonly organisation: string;
  readonly endsAt: Date;
  readonly wasCancelled: boolean;
};

/**
 * What taken messages to partners tell, as it is true now; nothing once the share has ended, shows it no more, or
 * nobody is to be written to.
 */
export async function loadPartnerMessages(
  messages: readonly TakenMessage[],
  now: Instant,
): Promise<ReadonlyMap<string, MessageToStaff>> {
  const about = messages.flatMap((message) =>
    "share" in message.about ? [{ message, share: message.about.share }] : [],
  );
  if (about.length === 0) return new Map();
  const shares = await sharesToTell(db, Prisma.sql`share.id = ANY (${about.map(({ share }) => share)}::uuid[])`, now);
  const changes = await changesOfShares(db, shares, now);
  const ready = new Map<string, MessageToStaff>();
  for (const { message, share: id } of about) {
    const share = shares.find((one) => one.id === id);
    if (!share) continue;
    const told = messagesToPartner(changes.get(id) ?? []).find(({ kind }) => kind === message.kind);
    const last = told?.tells.at(-1);
    ready.set(message.id, {
      of: "staff",
      message,
      ...(told && { what: { ...told.what, ...(share.phone !== null && { phone: share.phone }) } }),
      service: share.service,
      placeId: undefined,
      zone: last?.place.zone ?? "UTC",
      link: `agenda/${secretOf("share", share.id, share.generation)}`,
      stop: `ne-plus-recevoir/${secretOf("share-mails", share.id, share.toldGeneration)}`,
      host: share.ownHost ?? new URL(env.APP_URL).host,
      way: { email: true },
      email: share.email,
      left: (tx, at) => notePartnerTold(tx, share.id, told?.tells ?? [], at),
    });
  }
  return ready;
}

/** Notes what a partner knows since they were told it, and compares it with what is true once more. */
export async function notePartnerTold(
  tx: Queryable,
  share: string,
  tells: readonly HalfDayOfShare[],
  now: Instant,
): Promise<void> {
  await tx.$queryRaw`
    UPDATE partner_told t SET cancelled = k.cancelled
    FROM unnest(${tells.map(({ permanence }) => permanence)}::uuid[], ${tells.map(({ cancelled }) => cancelled)}::boolean[]) AS k (id, cancelled)
    WHERE t.share_id = ${share}::uuid AND t.permanence_id = k.id RETURNING 1`;
  await tellPartnerOf(tx, share, now);
}

/** Compares once more what the partner of a share knows with what is true, and puts in what tells them. */
export async function tellPartnerOf(tx: Queryable, share: string, now: Instant): Promise<void> {
  const held = await sharesToTell(tx, Prisma.sql`share.id = ${share}::uuid`, now, "locked");
  await tellDifferences(tx, comparison, held, now);
}

/**
 * Half-days that are not over, of which something was noted for these shares and which each shows, as its partner knows
 * them and as they are; by share. One statement.
 */
export async function changesOfShares(
  tx: Queryable,
  shares: readonly ToldShare[],
  now: Instant,
): Promise<ReadonlyMap<string, readonly HalfDayOfShare[]>> {
  if (shares.length === 0) return new Map();
  const shown = Prisma.join(
    shares.map((share) => Prisma.sql`(t.share_id = ${share.id}::uuid AND ${shownBy(share)})`),
    " OR ",
  );
  const rows = await tx.$queryRaw<readonly ChangeRow[]>`
    SELECT t.share_id::text AS share, permanence.id::text AS permanence, t.cancelled AS "knownCancelled", permanence.status = 'cancelled' AS cancelled, permanence.starts_at AS start, permanence.ends_at AS end,
      json_build_object('name', l.name, 'shortName', l.short_name, 'address', l.address, 'city', l.city, 'zone', permanence.time_zone) AS place
    FROM partner_told t JOIN permanence ON permanence.id = t.permanence_id JOIN place l ON l.id = permanence.place_id
    WHERE permanence.ends_at > ${toDate(now)} AND (${shown})`;
  const changes = new Map<string, HalfDayOfShare[]>();
  for (const { share, start, end, ...row } of rows) {
    const halfDay = { ...row, span: { start: instant(start.getTime()), end: instant(end.getTime()) } };
    changes.set(share, [...(changes.get(share) ?? []), halfDay]);
  }
  return changes;
}

type ChangeRow = Omit<HalfDayOfShare, "span"> & {
  readonly share: string;
  readonly start: Date;
  readonly end: Date;
  readonly place: PlaceToName;
};

const shownBy = ({ organisation, row }: ToldShare): Prisma.Sql =>
  halfDaysOf({ giver: { id: organisation }, shows: shownOfRow(row) });

/** A share whose partner is written to. `organisation`: who gives it. */
type ToldShare = {
  readonly id: string;
  readonly organisation: string;
  readonly email: string;
  readonly generation: number;
  readonly toldGeneration: number;
  readonly service: string;
  readonly phone: string | null;
  readonly ownHost: string | null;
  readonly row: ShownRow;
};

/**
 * The shares that hold, among these, whose partner left an address. `locked`: nobody else compares them until the
 * transaction ends. One statement.
 */
export async function sharesToTell(
  tx: Queryable,
  which: Prisma.Sql,
  now: Instant,
  lock?: "locked",
): Promise<readonly ToldShare[]> {
  const rows = await tx.$queryRaw<readonly (Omit<ToldShare, "row"> & ShownRow)[]>`
    SELECT share.id::text, share.giver_id::text AS organisation, share.told_email AS email, share.generation, share.told_generation AS "toldGeneration", coalesce(s.service_name, o.name) AS service, o.phone, s.own_host AS "ownHost",
      share.shows, share.every_place AS "everyPlace", share.topic_keys AS "topicKeys",
      ARRAY(SELECT place_id::text FROM calendar_share_place WHERE share_id = share.id) AS places,
      ARRAY(SELECT series_id::text FROM calendar_share_series WHERE share_id = share.id) AS series
    FROM calendar_share share JOIN organisation o ON o.id = share.giver_id LEFT JOIN organisation_settings s ON s.organisation_id = o.id
    WHERE share.told_email IS NOT NULL AND share.revoked_at IS NULL AND (share.expires_at IS NULL OR share.expires_at > ${toDate(now)}) AND ${which}
    ORDER BY share.id ${lock ? Prisma.sql`FOR UPDATE OF share` : Prisma.empty}`;
  return rows.map(({ shows, everyPlace, topicKeys, places, series, ...share }) => ({
    ...share,
    row: { shows, everyPlace, topicKeys, places, series },
  }));
}
