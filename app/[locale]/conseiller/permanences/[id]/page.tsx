import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import { cache } from "react";
import { getPathname, type Locale } from "#i18n/routing.ts";
import { signInAddress } from "#app/[locale]/connexion/sign-in-address.ts";
import { installable } from "#app/[locale]/tablette/installable.ts";
import { tabletAddress } from "#app/[locale]/(site)/tablette/tablet-address.ts";
import { pageOfTablet } from "./page-of-tablet.ts";
import { whyTexts } from "./why-texts.ts";
import { wordsOfTablet } from "./words-of-tablet.ts";
import { titleHeldBy } from "#app/[locale]/_every-page/title-of-page.ts";
import { coloursOf, OrganisationMark } from "#components/organisation-mark.tsx";
import { NotFound } from "#components/site/not-found.tsx";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { SERVER_RENDERED_ID } from "#components/tablet/server-rendered.ts";
import { Tablet } from "#components/tablet/tablet.tsx";
import { answersOfPage } from "#lib/queue/wait/estimate-wait.ts";
import { paceAt } from "#lib/queue/wait/learn-pace.ts";
import { buildId } from "#lib/server/build-id.ts";
import { cookieIn, isOfTablet, sessionCookie } from "#lib/server/auth/cookies.ts";
import { requireTeam } from "#lib/server/auth/staff-of-page.ts";
import { readOrganisation, readOrganisationOf } from "#lib/server/place/read-organisation.ts";
import { readTablet } from "#lib/server/queue/read-tablet.ts";
import { readPermanence } from "#lib/server/schedule/read-permanence.ts";

/** No zoom by double tap on a tablet: two quick taps are two acts. Pinch zoom stays. */
export const viewport: Viewport = { width: "device-width", initialScale: 1, themeColor: "#fffdf7" };

type Props = { params: Promise<{ locale: Locale; id: string }> };

/** Read once for the title and the page. */
const halfDayOf = cache(readPermanence);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id, locale } = await params;
  const [held, t] = await Promise.all([halfDayOf(id), getTranslations()]);
  const title = held ? t("tablet.title", { place: held.at.shortName }) : t("site.lost.title");
  return {
    title: await titleHeldBy(held?.organisation, title),
    robots: { index: false },
    ...installable(locale),
  };
}

export default async function TabletPage({ params }: Props) {
  const { locale, id } = await params;
  const shared = await tabletAddressHere(locale, id);
  const signIn =
    shared ?? signInAddress(locale, { retour: getPathname({ href: `/conseiller/permanences/${id}`, locale }) });
  const actor = await requireTeam(signIn);
  const start = await readTablet(actor, id);
  if (!start.ok) {
    const held = await halfDayOf(id);
    return (
      <SiteFrame organisation={await (held ? readOrganisationOf(held.organisation) : readOrganisation())}>
        <NotFound />
      </SiteFrame>
    );
  }
  const { state, readAt } = start.value;
  // Once: the server renders the page with them, and the browser takes them over.
  const answersAtFirst = answersOfPage(state, readAt, paceAt(start.value));
  const page = await pageOfTablet(actor, start.value, id, locale, shared);
  const [{ tablet, pictures, topics: standard, refusals, site: words }, why] = await Promise.all([
    getMessages(),
    whyTexts(),
  ]);
  const topics = { ...standard, ...page.topics };
  return (
    <NextIntlClientProvider
      messages={{ tablet: wordsOfTablet(tablet), pictures, topics, refusals, site: { skip: words.skip } }}
    >
      <div className="contents" style={coloursOf(page.organisation)}>
        {/* Painted once, whole: a first picture of the head alone would cost another frame, before the one with the
            button. */}
        <link rel="expect" href={`#${SERVER_RENDERED_ID}`} blocking="render" />
        <Tablet
          initial={state}
          serverTime={readAt}
          mark={<OrganisationMark organisation={page.organisation} />}
          page={page}
          site={{ ...page.site, why, build: await buildId(), answersAtFirst }}
        />
      </div>
    </NextIntlClientProvider>
  );
}

/** Where a shared tablet is opened again; undefined for a browser with a login of its own, or none. */
async function tabletAddressHere(locale: string, id: string): Promise<string | undefined> {
  const login = cookieIn(await headers(), sessionCookie.name);
  return login !== undefined && isOfTablet(login)
    ? tabletAddress(locale, { lieu: (await halfDayOf(id))?.at.slug })
    : undefined;
}
