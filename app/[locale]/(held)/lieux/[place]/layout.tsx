import type { ReactNode } from "react";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { readOrganisation, readOrganisationOf } from "#lib/server/place/read-organisation.ts";
import { placeOfAddress } from "./place-of-address.ts";

type Props = { children: ReactNode; params: Promise<{ place: string }> };

/** Header and footer of the page of a place, with the telephone of who runs it. */
export default async function PlaceLayout({ children, params }: Props) {
  const { place: slug } = await params;
  const place = await placeOfAddress(slug);
  const organisation = await (place
    ? readOrganisationOf(place.organisation, { path: `/lieux/${slug}` })
    : readOrganisation());
  return <SiteFrame organisation={organisation}>{children}</SiteFrame>;
}
