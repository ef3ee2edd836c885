import type { ReactNode } from "react";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { readOperator } from "#lib/server/place/read-operator.ts";

export const dynamic = "force-dynamic";

/** Header and footer of the pages for the public; other folders may export it again as their own layout. */
export default async function SiteLayout({ children }: { children: ReactNode }) {
  return <SiteFrame operator={await readOperator()}>{children}</SiteFrame>;
}
