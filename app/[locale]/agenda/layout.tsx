import type { ReactNode } from "react";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { readOperator } from "#lib/server/place/read-operator.ts";
import "./print.css";

export const dynamic = "force-dynamic";

/** Like the public pages, with the full width for a week; printed, the week stands alone. */
export default async function CalendarLayout({ children }: { children: ReactNode }) {
  return (
    <div className="shared-calendar">
      <SiteFrame wide operator={await readOperator()}>
        {children}
      </SiteFrame>
    </div>
  );
}
