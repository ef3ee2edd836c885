import type { Metadata } from "next";
import { NotFound } from "#components/site/not-found.tsx";

export const metadata: Metadata = { robots: { index: false } };

/** Any address that leads nowhere: said in the reader's language, also without script, with the telephone below. */
export default function NowherePage() {
  return <NotFound />;
}
