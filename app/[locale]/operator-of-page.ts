import { stayWith } from "#components/ui/own-pages.ts";
import { readOperator, readOperatorNamed, type Operator } from "#lib/server/place/read-operator.ts";

/** What a page is told of its address: it stands at the root, and below the path of each operator, « /chez/rennes ». */
export type OwnPage = { readonly params: Promise<{ readonly slug?: string }> };

/**
 * The operator of such a page: the one that its address names, else the only one of the installation; undefined at the root of an
 * installation with several, and for a name that nobody has. The links of the page stay with it.
 */
export async function operatorOfPage(params: OwnPage["params"]): Promise<Operator | undefined> {
  const { slug } = await params;
  const operator = await (slug === undefined ? readOperator() : readOperatorNamed(slug));
  stayWith(operator);
  return operator;
}
