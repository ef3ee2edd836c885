import type { Metadata } from "next";
import { Lost } from "#components/site/lost.tsx";

export const metadata: Metadata = { robots: { index: false } };

/** Any address that leads nowhere: said in the reader's language, also without script, with the telephone below. */
export default function NowherePage() {
  return <Lost />;
}
