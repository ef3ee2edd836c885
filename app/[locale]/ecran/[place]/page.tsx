import type { Metadata, Viewport } from "next";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import { cache } from "react";
import type { Locale } from "#i18n/routing.ts";
import { BoardScreen } from "#components/queue/board-screen.tsx";
import { NotFound } from "#components/site/not-found.tsx";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { readOperator } from "#lib/server/place/read-operator.ts";
import { readScreen } from "#lib/server/queue/read-screen.ts";
import { sayDay } from "#lib/time/say.ts";

export const dynamic = "force-dynamic";

export const viewport: Viewport = { width: "device-width", initialScale: 1, themeColor: "#10222b" };

type Props = { params: Promise<{ locale: Locale; place: string }> };

/** Read once for the title and the page. */
const screenOf = cache(readScreen);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ place }, t] = await Promise.all([params, getTranslations("screen")]);
  const screen = await screenOf(place);
  return { ...(screen && { title: t("title", { place: screen.name }) }), robots: { index: false } };
}

export default async function ScreenPage({ params }: Props) {
  const { locale, place } = await params;
  const screen = await screenOf(place);
  if (!screen)
    return (
      <SiteFrame operator={await readOperator()}>
        <NotFound />
      </SiteFrame>
    );
  const { permanence, board, next, name, zone, readAt } = screen;
  const {
    screen: screenMessages,
    rules,
    pictures,
    refusals: { lineSuspended },
  } = await getMessages();
  return (
    <NextIntlClientProvider messages={{ screen: screenMessages, rules, pictures, refusals: { lineSuspended } }}>
      <BoardScreen
        made={readAt}
        room={{
          place: name,
          zone,
          ...(permanence && {
            permanence: {
              id: permanence.id,
              span: permanence.span,
              windows: permanence.windows,
              status: permanence.status,
              numbers: permanence.numbers,
            },
          }),
          ...(board && { board }),
          ...(next && { next: { day: sayDay(next.localDate, locale), span: next.span } }),
        }}
      />
    </NextIntlClientProvider>
  );
}
