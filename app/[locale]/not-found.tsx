import { Lost } from "#components/site/lost.tsx";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { readOperator } from "#lib/server/place/read-operator.ts";

/** For staff pages that find nothing; they need script anyway. */
export default async function NotFound() {
  return <SiteFrame operator={await readOperator()}><Lost /></SiteFrame>;
}
