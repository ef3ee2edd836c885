import { db } from "#lib/server/db.ts";

/** The logo of the organisation of that name in addresses; undefined when it has none. */
export async function readLogo(slug: string) {
  const row = await db.organisationLogo.findFirst({
    where: { settings: { organisation: { slug } } },
    select: { mediaType: true, picture: true, etag: true },
  });
  return row ?? undefined;
}
