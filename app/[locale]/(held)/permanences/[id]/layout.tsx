import type { ReactNode } from "react";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { readOperator, readOperatorOf } from "#lib/server/place/read-operator.ts";
import { halfDayOfAddress } from "./half-day-of-address.ts";

type Props = { children: ReactNode; params: Promise<{ id: string }> };

/** Header and footer of the page of a half-day, with the telephone of who holds it. */
export default async function PermanenceLayout({ children, params }: Props) {
  const { id } = await params;
  const held = await halfDayOfAddress(id);
  const operator = await (held
    ? readOperatorOf(held.organisation, { path: `/permanences/${id}`, timeZone: held.timeZone })
    : readOperator());
  return <SiteFrame operator={operator}>{children}</SiteFrame>;
}
