import type { Actor, ShareLevel } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import type { ShareSelection } from "#lib/calendar/share.ts";
import { distinctNames } from "#lib/place/distinct-names.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type { NamedTopic } from "#lib/schedule/topic.ts";
import { instant, MINUTE, type Instant } from "#lib/time/instant.ts";
import type { Series } from "#lib/schedule/series.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db, type Tx } from "#lib/server/db.ts";
import { placesOfOrganisation } from "#lib/server/auth/places-of-organisation.ts";
import { secretOf } from "#lib/server/secrets.ts";
import { env } from "#lib/server/env.ts";
import { columnOf } from "#lib/server/schedule/permanence-rows.ts";
import { seriesOfRow } from "#lib/server/schedule/series-of-row.ts";
import { feedAddress } from "./find-share.ts";
import { FEED_ZONE } from "./feed-zone.ts";
import { shownOfRow } from "./share-of-row.ts";

/** A share as its giver sees it. `lastDay`: on which it is open, YYYY-MM-DD; `ended`: that day is over. */
export type GivenShare = {
  readonly id: string;
  readonly name: string;
  readonly receiver: string;
  readonly level: ShareLevel;
  readonly shows: ShareSelection;
  readonly generation: number;
  readonly frameOrigins: readonly string[];
  readonly toldEmail?: string;
  readonly createdAt: Instant;
  readonly lastReadAt?: Instant;
  readonly lastDay?: string;
  readonly ended: boolean;
};

/** Shares on a page at most. */
const MOST = 300;

const columns = {
  id: true,
  name: true,
  level: true,
  shows: true,
  everyPlace: true,
  topicKeys: true,
  generation: true,
  frameOrigins: true,
  toldEmail: true,
  createdAt: true,
  lastReadAt: true,
  expiresAt: true,
  giverId: true,
  receiver: { select: { name: true } },
  places: { select: { placeId: true }, orderBy: { placeId: "asc" } },
  series: { select: { seriesId: true }, orderBy: { seriesId: "asc" } },
} as const;

type ShareRow = NonNullable<Awaited<ReturnType<typeof readRow>>>;

const readRow = (id: string, tx: Pick<Tx, "calendarShare"> = db) =>
  tx.calendarShare.findFirst({
    where: { id, revokedAt: null },
    select: {
      ...columns,
      requests: {
        select: { sender: true, email: true, phone: true, purpose: true, createdAt: true },
        orderBy: { createdAt: "desc" },
        take: 1,
      },
    },
  });

function givenOf(row: Omit<ShareRow, "requests">): GivenShare {
  const { id, name, generation, frameOrigins } = row;
  return {
    id,
    name,
    receiver: row.receiver.name,
    level: row.level as ShareLevel,
    shows: shownOfRow({
      ...row,
      places: row.places.map(({ placeId }) => placeId),
      series: row.series.map(({ seriesId }) => seriesId),
    }),
    generation,
    frameOrigins,
    ...(row.toldEmail !== null && { toldEmail: row.toldEmail }),
    createdAt: instant(row.createdAt.getTime()),
    ...(row.lastReadAt && { lastReadAt: instant(row.lastReadAt.getTime()) }),
    ...(row.expiresAt && { lastDay: localDateOf(instant(row.expiresAt.getTime() - MINUTE), FEED_ZONE) }),
    ended: row.expiresAt !== null && row.expiresAt <= toDate(clock.now()),
  };
}

/** The shares that an organisation gives, without those that were revoked, by receiver and name. */
export async function listGivenShares(
  actor: Actor,
  organisation: string,
): Promise<Result<readonly GivenShare[], "not-allowed">> {
  if (!isUuid(organisation) || !may(actor, { act: "manage-shares", organisation })) return refuse("not-allowed");
  const rows = await db.calendarShare.findMany({
    where: { giverId: organisation, revokedAt: null },
    select: columns,
    orderBy: [{ receiver: { name: "asc" } }, { name: "asc" }, { id: "asc" }],
    take: MOST,
  });
  return accept(rows.map(givenOf));
}

/** Who asked for a share: the name of the organisation, how it is reached, what for, and when. */
export type AskedBy = {
  readonly sender: string;
  readonly email?: string;
  readonly phone?: string;
  readonly purpose: string;
  readonly at: Instant;
};

/**
 * One of them, with whose calendar it is, and who asked for it until that request is erased. Refused: `not-found`, also
 * for one that was revoked.
 */
export async function readGivenShare(
  actor: Actor,
  id: string,
): Promise<
  Result<GivenShare & { readonly organisation: string; readonly askedBy?: AskedBy }, "not-allowed" | "not-found">
> {
  const row = isUuid(id) ? await readRow(id) : null;
  if (!row) return refuse("not-found");
  if (!may(actor, { act: "manage-shares", organisation: row.giverId })) return refuse("not-allowed");
  const [request] = row.requests;
  return accept({
    ...givenOf(row),
    organisation: row.giverId,
    ...(request && { askedBy: askedByOf(request) }),
  });
}

/** What is stored of a share that its giver may change, read where it is locked; undefined for one that was revoked. */
export async function storedShare(tx: Tx, id: string): Promise<GivenShare | undefined> {
  const row = await readRow(id, tx);
  return row ? givenOf(row) : undefined;
}

const askedByOf = ({ sender, email, phone, purpose, createdAt }: ShareRow["requests"][number]): AskedBy => ({
  sender,
  purpose,
  at: instant(createdAt.getTime()),
  ...(email !== null && { email }),
  ...(phone !== null && { phone }),
});

/**
 * The addresses of a share: its page, its feed, its data, and the page that stands in a frame. The first three are its
 * secret.
 */
export function addressesOfShare({ id, generation }: { readonly id: string; readonly generation: number }) {
  const secret = secretOf("share", id, generation);
  return {
    page: `${env.APP_URL}/agenda/${secret}`,
    feed: feedAddress({ secret }),
    data: `${env.APP_URL}/agenda/${secret}.json`,
    frame: `${env.APP_URL}/integrer/${secretOf("frame", id, 1)}`,
  };
}

/** A series to choose, with the name of its place. */
type SeriesChoice = Series & { readonly id: string; readonly place: string };

/** What a share of an organisation can show, and who can receive it. */
export type ShareChoices = {
  readonly places: readonly { readonly id: string; readonly name: string }[];
  readonly series: readonly SeriesChoice[];
  readonly topics: readonly NamedTopic[];
  readonly receivers: readonly { readonly id: string; readonly name: string }[];
};

/** For whoever may share that calendar. Five queries. */
export async function readShareChoices(organisation: string): Promise<ShareChoices> {
  const today = localDateOf(clock.now(), FEED_ZONE);
  const works = await placesOfOrganisation(db, organisation);
  const [places, series, topics, receivers] = await Promise.all([
    db.place.findMany({
      where: works,
      select: { id: true, name: true, city: true, address: true },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: MOST,
    }),
    db.series.findMany({
      where: { organisationId: organisation, OR: [{ untilDate: null }, { untilDate: { gte: columnOf(today) } }] },
      include: { place: { select: { name: true, timeZone: true } } },
      orderBy: [{ place: { name: "asc" } }, { weekday: "asc" }, { startMinute: "asc" }, { id: "asc" }],
      take: MOST,
    }),
    db.$queryRaw<NamedTopic[]>`
      SELECT key, texts FROM topics_of(${organisation}::uuid) WHERE active ORDER BY rank`,
    db.organisation.findMany({
      where: { id: { not: organisation }, OR: [{ partner: true }, { runsPermanences: true }] },
      select: { id: true, name: true },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: MOST,
    }),
  ]);
  return {
    places: distinctNames(places),
    series: series.map(({ place, ...row }) => ({ ...seriesOfRow(row, place.timeZone), id: row.id, place: place.name })),
    topics,
    receivers,
  };
}
