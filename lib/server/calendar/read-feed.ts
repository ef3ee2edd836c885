import { createHash } from "node:crypto";
import { Prisma } from "#prisma/generated/client.ts";
import { TZDate } from "@date-fns/tz";
import { addMonths, startOfDay, subDays } from "date-fns";
import ical, { foldLines } from "ical-generator";
import { SECOND, type Instant } from "#lib/time/instant.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { feedAddress, type Share } from "./find-share.ts";
import { translatorIn } from "#lib/server/translate.ts";
import { FEED_TIMEZONE, FEED_ZONE } from "./feed-zone.ts";
import { halfDaysOf } from "./half-days-of-share.ts";

/** The answer of a feed: its ETag, and the whole text unless the reader has this version already. */
export type Feed = { readonly etag: string; readonly modified?: string; readonly body?: string };

type Version = { readonly version: string; readonly modified?: Date };
type StoredFeed = Version & { readonly text: string };

/**
 * Which version a request says that its sender has: the ETags of its If-None-Match, empty without that header; only
 * then `since`, its If-Modified-Since as it was sent (RFC 9110, 13.1.3).
 */
export type CacheValidators = { readonly etags: readonly string[]; readonly since?: string | null };

/**
 * The feed of a share: the stored texts of its half-days, from 30 days back to six months ahead by whole days
 * (docs/calendars.md#feeds). When the request names a version (`known`), one query reads the present version. If it is
 * the same, the answer has no text, and no event is read; only those of a share by series or topics are. Otherwise, or
 * when none is named, one query reads the events with their version.
 */
export async function readFeed(share: Share, known: CacheValidators): Promise<Feed> {
  const now = clock.now();
  const window = windowAt(now);
  const { level, shows, name, giver } = share;
  const shown = [TEXTS, level, shows, window.from.toISOString(), name, giver.service, giver.mail, feedAddress(share)];
  const prefix = createHash("sha256").update(JSON.stringify(shown)).digest("base64url").slice(0, 22);
  const etagOf = ({ version }: Version) => `"${prefix}.${version}"`;
  const headers = (version: Version) => ({
    etag: etagOf(version),
    ...(version.modified &&
      now - version.modified.getTime() >= SETTLED_AFTER && { modified: version.modified.toUTCString() }),
  });
  const since = dateOf(known.since);
  if (since !== undefined || known.etags.length > 0) {
    const present = await presentVersion(share, window);
    const isKnown =
      known.etags.includes(etagOf(present)) || (since !== undefined && present.modified && present.modified <= since);
    if (isKnown) return headers(present);
  }
  const stored = await storedEvents(share, window);
  const body = `${headOf(share)}${FEED_TIMEZONE}${organisedBy(share.giver, stored.text)}END:VCALENDAR\r\n`;
  return { ...headers(stored), body };
}

/**
 * Milliseconds. A change younger than this has no Last-Modified: another one, made before it, may be committed after
 * it, and who then asked with that date would be told that nothing has changed.
 */
const SETTLED_AFTER = 10 * SECOND;

/** The moment of an HTTP date; what is none counts as not sent. */
function dateOf(sent: string | null | undefined): Date | undefined {
  const moment = Date.parse(sent ?? "");
  return Number.isNaN(moment) ? undefined : new Date(moment);
}

/** Grows by one when the same stored events are written otherwise, so that readers who have them take them anew. */
const TEXTS = 2;

/**
 * The events with who holds them (ORGANIZER), where the organisation has a written way. It is added here and not stored
 * with each event, so that another address changes no event. There is no ATTENDEE: nobody is invited
 * (docs/calendars.md#event-text).
 */
function organisedBy({ service, mail }: Share["giver"], text: string): string {
  if (mail === undefined) return text;
  const name = service.replace(/["\u0000-\u001f\u007f]/g, " ");
  const organiser = foldLines(`ORGANIZER;CN="${name}":mailto:${mail}`);
  return text.replaceAll("BEGIN:VEVENT\r\n", () => `BEGIN:VEVENT\r\n${organiser}\r\n`);
}

/** The properties of the calendar, before its first component. No METHOD: this is a subscription. */
function headOf(share: Share): string {
  const name = translatorIn("fr", "share.feed")("name", { name: share.name, organisation: share.giver.service });
  const text = ical({
    name: escapeText(name), // ical-generator 11 leaves it as it is: a line break in a name would be a property
    prodId: { company: "Permanences", product: "Calendar share", language: "FR" },
    ttl: 3600,
    source: feedAddress(share),
  }).toString();
  return text.slice(0, text.lastIndexOf("END:VCALENDAR"));
}

/** The days shown, and since when these are the ones. */
type Window = { readonly from: Date; readonly to: Date; readonly since: Date };

/**
 * The window of the last day that was asked for: a day has one, and to count its months takes longer than to find the
 * day.
 */
let last: { readonly day: string; readonly window: Window } | undefined;

function windowAt(now: Instant): Window {
  const day = localDateOf(now, FEED_ZONE);
  if (last?.day === day) return last.window;
  const today = startOfDay(new TZDate(now, FEED_ZONE));
  const window = {
    from: new Date(subDays(today, 30).getTime()),
    to: new Date(addMonths(today, 6).getTime()),
    since: new Date(today.getTime()),
  };
  last = { day, window };
  return window;
}

/** The places of a share that is chosen by places, as a condition on `place_id`. */
const atPlacesOf = ({ shows }: Share): Prisma.Sql =>
  shows.by !== "places" || shows.places === "every"
    ? Prisma.sql`true`
    : Prisma.sql`place_id = ANY(${[...shows.places]}::uuid[])`;

/**
 * The version counts the changes at each place, and `modified` is the latest of them, when the share itself was
 * changed, or when the days shown moved on.
 */
const selectVersion = (share: Share, { since }: Window): Prisma.Sql => Prisma.sql`
  SELECT md5(coalesce(string_agg(place_id || ' ' || changes, ',' ORDER BY place_id), '')) AS version,
         date_trunc('second', greatest(max(changed_at), ${since}::timestamptz, ${share.changedAt === undefined ? since : toDate(share.changedAt)}::timestamptz)) AS modified
  FROM feed_version WHERE organisation_id = ${share.giver.id}::uuid AND ${atPlacesOf(share)}`;

/**
 * Of a share by series or topics the text itself is the version: which half-days it shows also changes by what no event
 * says, such as a topic that is no longer taken at a place. It has no date, so that nobody is told by one that nothing
 * has changed.
 */
const isByPlaces = ({ shows }: Share): boolean => shows.by === "places";

async function presentVersion(share: Share, window: Window): Promise<Version> {
  if (!isByPlaces(share)) return storedEvents(share, window);
  const [present] = await db.$queryRaw<Version[]>(selectVersion(share, window));
  return present ?? { version: "", modified: window.since };
}

/** The stored texts and their version, as of one moment. */
async function storedEvents(share: Share, window: Window): Promise<StoredFeed> {
  const feed = Prisma.sql`
    SELECT coalesce(string_agg(vevent, '' ORDER BY starts_at, id), '') AS text FROM permanence
    WHERE starts_at >= ${window.from} AND starts_at < ${window.to} AND ${halfDaysOf(share)}`;
  const [stored] = await db.$queryRaw<StoredFeed[]>(
    isByPlaces(share)
      ? Prisma.sql`WITH counted AS (${selectVersion(share, window)}), feed AS (${feed}) SELECT version, modified, text FROM counted, feed`
      : Prisma.sql`WITH feed AS (${feed}) SELECT md5(text) AS version, text FROM feed`,
  );
  return stored ?? { version: "", text: "" };
}

/** Escapes a TEXT value of iCalendar (RFC 5545, 3.3.11): separators get a backslash, a line break becomes \n. */
const escapeText = (text: string): string =>
  text
    .replace(/[\\;,]/g, (mark) => `\\${mark}`)
    .replace(/\r\n|\r|\n/g, "\\n")
    .replace(/[\u0000-\u001f\u007f]/g, "");
