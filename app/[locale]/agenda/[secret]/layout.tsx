import type { ReactNode } from "react";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { readOrganisation, readOrganisationOf } from "#lib/server/place/read-organisation.ts";
import { shareOfAddress } from "./share-of-address.ts";
import "#app/[locale]/agenda/print.css";

type Props = { children: ReactNode; params: Promise<{ secret: string }> };

/** A shared calendar: in the frame of the organisation that shares it. `print.css` prints the week only. */
export default async function CalendarLayout({ children, params }: Props) {
  const share = await shareOfAddress((await params).secret);
  const organisation = await (share.ok ? readOrganisationOf(share.value.giver.id) : readOrganisation());
  return (
    <div className="shared-calendar">
      <SiteFrame wide organisation={organisation}>
        {children}
      </SiteFrame>
    </div>
  );
}
