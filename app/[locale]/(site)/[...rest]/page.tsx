import type { Metadata } from "next";
import { NotFound } from "#components/site/not-found.tsx";

export const metadata: Metadata = { robots: { index: false } };

/** Any unknown address: explained in the reader's language, also without script, with the telephone in the footer. */
export default function NowherePage() {
  return <NotFound />;
}
