import { SiteFrame } from "#components/site/site-frame.tsx";
import { readOperator } from "#lib/server/place/read-operator.ts";
import NotFound from "./(site)/not-found.tsx";

/** For the pages that stand outside the site's frame. */
export default async function NotFoundInFrame() {
  return <SiteFrame operator={await readOperator()}><NotFound /></SiteFrame>;
}
