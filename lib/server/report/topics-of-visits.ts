import { Prisma } from "#prisma/generated/client.ts";
import type { Topic } from "#lib/schedule/topic.ts";
import { db } from "#lib/server/db.ts";

/**
 * The topics of these keys of an organisation, in their display order, with the themes that they count under; also one
 * that was switched off since.
 */
export const readTopicsOfVisits = (organisation: string, keys: readonly string[]): Promise<readonly Topic[]> =>
  keys.length === 0
    ? Promise.resolve([])
    : db.$queryRaw<Topic[]>(Prisma.sql`
        SELECT key, minutes, bring, themes, bookable, texts FROM topics_of(${organisation}::uuid)
        WHERE key = ANY (${[...keys]}) ORDER BY rank`);

/** Which themes the topics of an organisation name: those that its reports mostly have. */
export const readUsualThemes = async (organisation: string): Promise<readonly string[]> =>
  (
    await db.$queryRaw<{ readonly theme: string }[]>`
      SELECT DISTINCT unnest(themes) AS theme FROM topics_of(${organisation}::uuid) WHERE active`
  ).map(({ theme }) => theme);
