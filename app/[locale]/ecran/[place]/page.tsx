import type { Metadata, Viewport } from "next";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import { cache } from "react";
import { getPathname, routing, type Locale } from "#i18n/routing.ts";
import { titleHeldBy } from "#app/[locale]/_every-page/title-of-page.ts";
import { roomOfScreen } from "./room-of-screen.ts";
import type { OutageSentence } from "#components/queue/board-room.ts";
import { BoardScreen } from "#components/queue/board-screen.tsx";
import { NotFound } from "#components/site/not-found.tsx";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { buildId } from "#lib/server/build-id.ts";
import { readOrganisation } from "#lib/server/place/read-organisation.ts";
import { readScreen } from "#lib/server/queue/read-screen.ts";

export const viewport: Viewport = { width: "device-width", initialScale: 1, themeColor: "#10222b" };

type Props = { params: Promise<{ locale: Locale; place: string }> };

/** Read once for the title and the page. */
const screenOf = cache(readScreen);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ place }, t] = await Promise.all([params, getTranslations()]);
  const screen = await screenOf(place);
  const title = screen ? t("screen.title", { place: screen.name }) : t("site.lost.title");
  return { title: await titleHeldBy(screen?.organisation, title), robots: { index: false } };
}

export default async function ScreenPage({ params }: Props) {
  const { locale, place } = await params;
  const screen = await screenOf(place);
  if (!screen)
    return (
      <SiteFrame organisation={await readOrganisation()}>
        <NotFound />
      </SiteFrame>
    );
  const {
    screen: screenMessages,
    rules,
    pictures,
    refusals: { lineSuspended },
  } = await getMessages();
  return (
    <NextIntlClientProvider messages={{ screen: screenMessages, rules, pictures, refusals: { lineSuspended } }}>
      <BoardScreen
        room={roomOfScreen(screen, locale)}
        made={screen.readAt}
        address={getPathname({ href: `/ecran/${encodeURIComponent(place)}/etat`, locale })}
        build={await buildId()}
        elsewhere={await stayInLanguagesBeside(locale)}
      />
    </NextIntlClientProvider>
  );
}

/** What to do while the screen knows nothing, in the languages beside its own. */
const stayInLanguagesBeside = (shown: Locale): Promise<readonly OutageSentence[]> =>
  Promise.all(
    routing.locales
      .filter((locale) => locale !== shown)
      .map(async (locale) => {
        const t = await getTranslations({ locale, namespace: "screen" });
        return { locale, text: `${t("out.title")} ${t("out.what")}` };
      }),
  );
