import type { ReactNode } from "react";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { readOperator } from "#lib/server/place/read-operator.ts";
import "./print.css";

export const dynamic = "force-dynamic";

/** The layout of shared calendars: header and footer of the public pages, but the full width for the seven days of a week. `print.css` prints the week only. */
export default async function CalendarLayout({ children }: { children: ReactNode }) {
  return (
    <div className="shared-calendar">
      <SiteFrame wide operator={await readOperator()}>
        {children}
      </SiteFrame>
    </div>
  );
}
