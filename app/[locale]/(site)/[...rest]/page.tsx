import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NotFound } from "#components/site/not-found.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("site.lost"))("title"), robots: { index: false } };
}

/** Any unknown address: explained in the reader's language, also without script, with the telephone in the footer. */
export default function NowherePage() {
  return <NotFound />;
}
