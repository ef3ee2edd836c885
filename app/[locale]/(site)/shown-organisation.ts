import { redirect } from "next/navigation";
import { getPathname, localeOf } from "#i18n/routing.ts";
import { stayWith } from "#components/ui/own-pages.ts";
import { readOrganisation, readOrganisationNamed, type Organisation } from "#lib/server/place/read-organisation.ts";

/**
 * What a page is told of its address: it stands at the root, and below the path of each organisation, « /chez/rennes ».
 */
export type OwnPage = { readonly params: Promise<{ readonly slug?: string; readonly locale?: string }> };

/**
 * The organisation of such a page: the one that its address names, else the one that the root speaks for; undefined at
 * the root where several are ready. A name that nobody has leads nowhere. The links of the page stay with it.
 */
export async function shownOrganisation(params: OwnPage["params"]): Promise<Organisation | undefined> {
  const { slug, locale } = await params;
  const organisation = await (slug === undefined ? readOrganisation() : organisationNamed(slug, locale));
  stayWith(organisation);
  return organisation;
}

/**
 * The organisation of that name in addresses. A name that nobody has is redirected below it, to an address that no page
 * has: what is shown there is sent with status 404 by `proxy.ts`, which asks nothing of the database
 * (docs/decisions/without-database.md).
 */
export async function organisationNamed(slug: string, locale: string | undefined): Promise<Organisation> {
  const organisation = await readOrganisationNamed(slug);
  return organisation ?? redirect(getPathname({ href: `/chez/${slug}/inconnu`, locale: localeOf(locale ?? "") }));
}
