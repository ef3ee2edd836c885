import { redirect } from "next/navigation";
import { getPathname } from "#i18n/navigation.ts";
import { localeOf } from "#i18n/routing.ts";
import { stayWith } from "#components/ui/own-pages.ts";
import { readOperator, readOperatorNamed, type Operator } from "#lib/server/place/read-operator.ts";

/** What a page is told of its address: it stands at the root, and below the path of each operator, « /chez/rennes ». */
export type OwnPage = { readonly params: Promise<{ readonly slug?: string; readonly locale?: string }> };

/**
 * The operator of such a page: the one that its address names, else the one that the root speaks for; undefined at the root where several are
 * ready. A name that nobody has leads nowhere. The links of the page stay with it.
 */
export async function operatorOfPage(params: OwnPage["params"]): Promise<Operator | undefined> {
  const { slug, locale } = await params;
  const operator = await (slug === undefined ? readOperator() : operatorNamed(slug, locale));
  stayWith(operator);
  return operator;
}

/**
 * The operator of that name in addresses. A name that nobody has is redirected below it, to an address that no page has: what is shown there
 * is sent with status 404 by `proxy.ts`, which asks nothing of the database (docs/decisions/without-database.md).
 */
export async function operatorNamed(slug: string, locale: string | undefined): Promise<Operator> {
  const operator = await readOperatorNamed(slug);
  return operator ?? redirect(getPathname({ href: `/chez/${slug}/inconnu`, locale: localeOf(locale ?? "") }));
}
