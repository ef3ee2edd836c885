import type { ReactNode } from "react";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { readOperator } from "#lib/server/place/read-operator.ts";
import "../print.css";

/** The list of shared calendars, and the page of an unknown one: in the frame of the installation. */
export default async function CalendarLayout({ children }: { children: ReactNode }) {
  return (
    <div className="shared-calendar">
      <SiteFrame wide operator={await readOperator()}>
        {children}
      </SiteFrame>
    </div>
  );
}
