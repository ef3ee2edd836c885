import type { ReactNode } from "react";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { readOrganisation, readOrganisationOf } from "#lib/server/place/read-organisation.ts";
import { halfDayOfAddress } from "./half-day-of-address.ts";

type Props = { children: ReactNode; params: Promise<{ id: string }> };

/** Header and footer of the page of a half-day, with the telephone of who holds it. */
export default async function PermanenceLayout({ children, params }: Props) {
  const { id } = await params;
  const held = await halfDayOfAddress(id);
  const organisation = await (held
    ? readOrganisationOf(held.organisation, { path: `/permanences/${id}`, timeZone: held.timeZone })
    : readOrganisation());
  return <SiteFrame organisation={organisation}>{children}</SiteFrame>;
}
