import { createHash } from "node:crypto";
import { Prisma } from "#prisma/generated/client.ts";
import { TZDate } from "@date-fns/tz";
import { addMonths, startOfDay, subDays } from "date-fns";
import ical from "ical-generator";
import { clock } from "../clock.ts";
import { db } from "../db.ts";
import { feedAddress } from "./feed-address.ts";
import { translatorIn } from "../translate.ts";
import { escapeText } from "./escape-text.ts";
import { FEED_TIMEZONE, FEED_ZONE } from "./feed-zone.ts";
import type { Share } from "./find-share.ts";
import { freeBusyOf } from "./free-busy.ts";

/** A feed's answer: its version, and the whole text unless the reader has it already. */
export type Feed = { readonly etag: string; readonly modified?: string; readonly body?: string };

type Stored = { readonly version: string; readonly modified: string | null; readonly text: string | null };

/**
 * The feed of a share: the stored texts of its half-days, 30 days back and six months ahead by whole days, so that
 * nothing changes while nothing changes. One query; a reader who shows a version she has gets no text.
 */
export async function readFeed(share: Share, known: readonly string[]): Promise<Feed> {
  const head = headOf(share);
  const prefix = createHash("sha256").update(`${share.level}\n${head}`).digest("base64url").slice(0, 22);
  const versions = known.flatMap((etag) => (etag.startsWith(`"${prefix}.`) ? [etag.slice(prefix.length + 2, -1)] : []));
  const { version, modified, text } = await storedEvents(share, versions);
  return {
    etag: `"${prefix}.${version}"`,
    ...(modified && { modified: httpDateOf(modified) }),
    ...(text !== null && {
      body: `${head}${FEED_TIMEZONE}${share.level === "free-busy" ? freeBusyOf(text, share) : text}END:VCALENDAR\r\n`,
    }),
  };
}

/** The calendar's own properties, all before the first component. No METHOD: this is a subscription. */
function headOf(share: Share): string {
  const name = translatorIn("fr", "share.feed")("name", { name: share.name });
  const text = ical({
    name: escapeText(name), // ical-generator 11 leaves it as it is: a line break in a name would be a property
    prodId: { company: "Permanences", product: "Calendar share", language: "FR" },
    ttl: 3600,
    source: feedAddress(share),
  }).toString();
  return text.slice(0, text.lastIndexOf("END:VCALENDAR"));
}

/** As a line begins: nothing typed holds a line break. Looked for by place: a regular expression takes 20 ms for 1,000 events. */
const LAST_MODIFIED = "\nLAST-MODIFIED:";

async function storedEvents(share: Share, versions: readonly string[]): Promise<Stored> {
  const today = startOfDay(new TZDate(clock.now(), FEED_ZONE));
  const [from, to] = [subDays(today, 30), addMonths(today, 6)].map((day) => new Date(day.getTime()));
  const places = [...share.places];
  const rows = await db.$queryRaw<Stored[]>(Prisma.sql`
    WITH feed AS (
      SELECT coalesce(string_agg(vevent, '' ORDER BY starts_at, id), '') AS text,
             max(substr(vevent, nullif(strpos(vevent, ${LAST_MODIFIED}), 0) + ${LAST_MODIFIED.length}::int, 16)) AS modified
      FROM permanence
      WHERE organisation_id = ${share.giver.id}::uuid AND starts_at >= ${from} AND starts_at < ${to}
        AND (cardinality(${places}::uuid[]) = 0 OR place_id = ANY(${places}::uuid[]))
    )
    SELECT md5(text) AS version, modified, CASE WHEN md5(text) = ANY(${[...versions]}::text[]) THEN NULL ELSE text END AS text FROM feed`);
  return rows[0] ?? { version: "", modified: null, text: "" };
}

/** 20261124T100500Z as HTTP writes it. */
const httpDateOf = (stamp: string): string =>
  new Date(stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z")).toUTCString();
