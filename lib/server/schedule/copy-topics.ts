import type { Queryable } from "#lib/server/db.ts";

/**
 * Gives an organisation copies of its own of the standard topics, those without an organisation, so that it can change
 * them for itself alone. Does nothing when it has topics of its own. May run twice, also at once. Returns how many were
 * copied.
 */
export async function copyTopics(tx: Queryable, organisation: string): Promise<number> {
  const copied = await tx.$queryRaw<unknown[]>`
    INSERT INTO topic (id, organisation_id, key, rank, minutes, bring, themes, bookable, active, texts)
    SELECT gen_random_uuid(), ${organisation}::uuid, key, rank, minutes, bring, themes, bookable, active, texts FROM topics_of(${organisation}::uuid)
    WHERE organisation_id IS NULL
    ON CONFLICT DO NOTHING RETURNING id`;
  return copied.length;
}
