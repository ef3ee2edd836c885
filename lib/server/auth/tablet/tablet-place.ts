import { db } from "../../db.ts";

/** A place as the page names it on which its shared tablet is opened; also a hidden one, at which the team may hold half-days. */
export async function readTabletPlace(
  slug: string | undefined,
): Promise<{ readonly slug: string; readonly name: string; readonly organisation: string } | undefined> {
  if (slug === undefined) return undefined;
  const row = await db.place.findUnique({ where: { slug }, select: { slug: true, name: true, organisationId: true } });
  return row ? { slug: row.slug, name: row.name, organisation: row.organisationId } : undefined;
}
