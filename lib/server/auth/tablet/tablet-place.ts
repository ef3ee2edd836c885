import { db } from "#lib/server/db.ts";

/**
 * A place as the page names it on which its shared tablet is opened; a hidden one only once somebody has made a code of
 * it.
 */
export async function readTabletPlace(
  slug: string | undefined,
): Promise<{ readonly slug: string; readonly name: string; readonly organisation: string } | undefined> {
  if (slug === undefined) return undefined;
  const row = await db.place.findFirst({
    where: { slug, OR: [{ hidden: false }, { tabletPasses: { some: { endedAt: null } } }] },
    select: { slug: true, name: true, organisationId: true },
  });
  return row ? { slug: row.slug, name: row.name, organisation: row.organisationId } : undefined;
}
