import type { ReactNode } from "react";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { readOrganisation } from "#lib/server/place/read-organisation.ts";

/** Header and footer of the public pages; other folders re-export it as their layout. */
export default async function SiteLayout({ children }: { children: ReactNode }) {
  return <SiteFrame organisation={await readOrganisation()}>{children}</SiteFrame>;
}
