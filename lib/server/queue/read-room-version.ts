import { createHash } from "node:crypto";
import { isSlug } from "#lib/place/slug.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";

/** The rooms that are asked for now, and their versions once they were read. */
type RoomBatch = { readonly slugs: Set<string>; readonly versions: Promise<ReadonlyMap<string, string>> };

/**
 * Milliseconds for which questions are gathered: however many closed rooms ask, two statements a second in each
 * process.
 */
const GATHERED_FOR = 500;

/** Minutes before and after now in which a half-day that a room may show begins. */
const AROUND = 24 * 60;

let asked: RoomBatch | undefined;

/**
 * A word for the half-days that the screen of a closed room could show: another one when one of them is opened,
 * planned, moved or gives numbers. Undefined when no place has that name. What is no slug does not join the statement,
 * which all rooms share and the database refuses as a whole, for a NUL as an example.
 */
export async function readRoomVersion(slug: string): Promise<string | undefined> {
  if (!isSlug(slug)) return undefined;
  const together = (asked ??= ask());
  together.slugs.add(slug);
  return (await together.versions).get(slug);
}

function ask(): RoomBatch {
  const slugs = new Set<string>();
  const gathered = new Promise((resolve) => setTimeout(resolve, GATHERED_FOR));
  return {
    slugs,
    versions: gathered.then(() => {
      asked = undefined;
      return readVersions([...slugs]);
    }),
  };
}

async function readVersions(slugs: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const now = clock.now();
  const rows = await db.$queryRaw<readonly { readonly slug: string; readonly halfDays: string }[]>`
    SELECT place.slug, coalesce(string_agg(concat_ws(' ', p.id, p.status, p.numbers, p.starts_at, p.ends_at), ',' ORDER BY p.id), '') AS "halfDays"
    FROM place LEFT JOIN permanence p ON p.place_id = place.id AND p.status IN ('scheduled', 'open')
      AND p.starts_at > ${toDate(plusMinutes(now, -AROUND))} AND p.starts_at < ${toDate(plusMinutes(now, AROUND))}
    WHERE place.slug = ANY (${[...slugs]}) GROUP BY place.slug`;
  return new Map(rows.map(({ slug, halfDays }) => [slug, createHash("sha256").update(halfDays).digest("base64url")]));
}
