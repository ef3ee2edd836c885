import type { ReactNode } from "react";
import { NotFound } from "#components/site/not-found.tsx";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { rememberPage } from "#lib/server/place/known-places.ts";
import { readOperatorNamed } from "#lib/server/place/read-operator.ts";

export const dynamic = "force-dynamic";

type Props = { children: ReactNode; params: Promise<{ slug: string }> };

/** Header and footer of an operator's own pages; a name that nobody has leads to a page that says so. */
export default async function OperatorLayout({ children, params }: Props) {
  const { slug } = await params;
  const operator = await readOperatorNamed(slug);
  if (operator) rememberPage(`/chez/${slug}`, { organisation: operator.id });
  return <SiteFrame operator={operator}>{operator ? children : <NotFound />}</SiteFrame>;
}
