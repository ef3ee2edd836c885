import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NotFound } from "#components/site/not-found.tsx";

/**
 * The title of the page of a link that opens no appointment, which proxy.ts answers 404: Next.js then takes titles from
 * this file alone.
 */
export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("appointment.unknown"))("title"), robots: { index: false } };
}

export default NotFound;
