import type { ReactNode } from "react";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { readOperator } from "#lib/server/place/read-operator.ts";
import "./print.css";

export const dynamic = "force-dynamic";

/** As the public pages, with the whole width for a week; on paper the week stands alone. */
export default async function CalendarLayout({ children }: { children: ReactNode }) {
  return (
    <div className="shared-calendar">
      <SiteFrame wide operator={await readOperator()}>
        {children}
      </SiteFrame>
    </div>
  );
}
