import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { redirect } from "#i18n/navigation.ts";
import { DemoMessages } from "#components/demo/demo-messages.tsx";
import { countWaiting, readDemoMessages, showsMessages } from "#lib/server/message/demo-messages.ts";

/** How many messages the page shows. */
const MOST = 60;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("demoMessages"))("title"), robots: { index: false } };
}

/**
 * What a demonstration would send, as a phone and a mailbox show it. Nowhere else is there such a page, since no text
 * of a message is kept.
 */
export default async function MessagesPage() {
  if (!showsMessages()) return redirect({ href: "/nulle-part", locale: await getLocale() });
  const [messages, waiting] = await Promise.all([readDemoMessages(MOST), countWaiting()]);
  return <DemoMessages messages={messages} waiting={waiting} />;
}
