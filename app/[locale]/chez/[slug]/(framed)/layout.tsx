import type { ReactNode } from "react";
import { operatorNamed } from "#app/[locale]/operator-of-page.ts";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { rememberPage } from "#lib/server/place/known-places.ts";

type Props = { children: ReactNode; params: Promise<{ slug: string; locale: string }> };

/** Header and footer of an operator's own pages; a name that nobody has leads nowhere. */
export default async function OperatorLayout({ children, params }: Props) {
  const { slug, locale } = await params;
  const operator = await operatorNamed(slug, locale);
  rememberPage(`/chez/${slug}`, { organisation: operator.id });
  return <SiteFrame operator={operator}>{children}</SiteFrame>;
}
