import { db } from "#lib/server/db.ts";

/** Why no organisation was chosen, and the slugs of the organisations that can be named. */
export type NoOrganisation = {
  readonly why: "no-organisation" | "several-organisations" | "no-such-organisation";
  readonly organisations: readonly string[];
};

/**
 * The organisation that imported places will belong to: the organisation with that slug; without a slug, the only
 * organisation.
 */
export async function organisationForImport(
  slug: string | undefined,
): Promise<{ readonly id: string } | NoOrganisation> {
  const organisations = await db.organisation.findMany({
    where: { runsPermanences: true },
    orderBy: { slug: "asc" },
    select: { id: true, slug: true },
  });
  const chosen =
    slug === undefined ? organisations : organisations.filter((organisation) => organisation.slug === slug);
  const [only] = chosen;
  if (only && chosen.length === 1) return { id: only.id };
  const why =
    slug !== undefined
      ? "no-such-organisation"
      : organisations.length === 0
        ? "no-organisation"
        : "several-organisations";
  return { why, organisations: organisations.map((organisation) => organisation.slug) };
}
