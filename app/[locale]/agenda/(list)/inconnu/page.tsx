import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { UnknownCalendar } from "#components/calendar/calendar-dead-ends.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("share.unknown"))("title"), robots: { index: false } };
}

/** Shown for a secret that opens no calendar; `proxy.ts` gives it the status 404. */
export default function UnknownCalendarPage() {
  return <UnknownCalendar />;
}
