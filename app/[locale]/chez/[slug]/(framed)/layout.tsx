import type { ReactNode } from "react";
import { organisationNamed } from "#app/[locale]/(site)/shown-organisation.ts";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { rememberPage } from "#lib/server/place/known-places.ts";

type Props = { children: ReactNode; params: Promise<{ slug: string; locale: string }> };

/** Header and footer of an organisation's own pages; a name that nobody has leads nowhere. */
export default async function OrganisationLayout({ children, params }: Props) {
  const { slug, locale } = await params;
  const organisation = await organisationNamed(slug, locale);
  rememberPage(`/chez/${slug}`, { organisation: organisation.id });
  return <SiteFrame organisation={organisation}>{children}</SiteFrame>;
}
