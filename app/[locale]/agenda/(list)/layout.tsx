import type { ReactNode } from "react";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { readOrganisation } from "#lib/server/place/read-organisation.ts";
import "#app/[locale]/agenda/print.css";

/** The list of shared calendars, and the page of an unknown one: in the frame of the installation. */
export default async function CalendarLayout({ children }: { children: ReactNode }) {
  return (
    <div className="shared-calendar">
      <SiteFrame wide organisation={await readOrganisation()}>
        {children}
      </SiteFrame>
    </div>
  );
}
