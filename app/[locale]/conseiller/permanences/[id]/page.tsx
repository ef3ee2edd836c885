import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import { cache } from "react";
import { getPathname } from "#i18n/navigation.ts";
import { routing, type Locale } from "#i18n/routing.ts";
import { signInAddress } from "#app/[locale]/connexion/sign-in-address.ts";
import { tabletAddress } from "#app/[locale]/tablette/tablet-address.ts";
import { titleHeldBy } from "#app/[locale]/title-of-page.ts";
import { coloursOf, OperatorMark } from "#components/operator-mark.tsx";
import { NotFound } from "#components/site/not-found.tsx";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { Tablet } from "#components/tablet/tablet.tsx";
import type { TabletSite } from "#components/tablet/tablet-context.ts";
import { sendsOf } from "#lib/message/channel.ts";
import { clock } from "#lib/server/clock.ts";
import { readOwnDisruption } from "#lib/server/planning/disruption/read-own.ts";
import { buildId } from "#lib/server/build-id.ts";
import { cookieIn, isOfTablet, sessionCookie } from "#lib/server/auth/cookies.ts";
import { requireTeam } from "#lib/server/auth/staff-of-page.ts";
import { contracts } from "#lib/server/message/contracts.ts";
import { readOperator, readOperatorOf } from "#lib/server/place/read-operator.ts";
import { readTablet } from "#lib/server/queue/read-tablet.ts";
import { readOwnNames } from "#lib/server/schedule/read-topics.ts";
import { readPermanence } from "#lib/server/schedule/read-permanence.ts";
import { sayDay } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";

export const dynamic = "force-dynamic";

/** No zoom by double tap on a tablet: two quick taps are two acts. Pinch zoom stays. */
export const viewport: Viewport = { width: "device-width", initialScale: 1, themeColor: "#fffdf7" };

type Props = { params: Promise<{ locale: Locale; id: string }> };

/** Read once for the title and the page. */
const halfDayOf = cache(readPermanence);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [held, t] = await Promise.all([halfDayOf((await params).id), getTranslations()]);
  const title = held ? t("tablet.title", { place: held.at.shortName }) : t("site.lost.title");
  return {
    title: await titleHeldBy(held?.organisation, title),
    robots: { index: false },
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
      <SiteFrame operator={await (held ? readOperatorOf(held.organisation) : readOperator())}>
        <NotFound />
      </SiteFrame>
    );
  }
  const operator = await halfDayOf(id).then((held) => held && readOperatorOf(held.organisation));
  const { state, readAt, localDate, plannedTable, ...site } = start.value;
  const ahead = localDateOf(clock.now(), site.zone) < localDate;
  const own = ahead ? await readOwnDisruption(actor, id) : undefined;
  const [{ tablet, pictures, topics: standard, refusals, site: words }, why, ownNames] = await Promise.all([
    getMessages(),
    whyTexts(),
    readOwnNames(id, locale),
  ]);
  const topics = { ...standard, ...ownNames };
  return (
    <NextIntlClientProvider messages={{ tablet, pictures, topics, refusals, site: { skip: words.skip } }}>
      <div className="contents" style={coloursOf(operator)}>
        <Tablet
          initial={state}
          serverTime={readAt}
          mark={<OperatorMark operator={operator} />}
          site={{
            ...site,
            why,
            permanence: id,
            me: actor.user,
            build: await buildId(),
            day: sayDay(localDate, locale),
            signIn,
            toTell: getPathname({ href: `/conseiller/permanences/${id}/a-prevenir`, locale }),
            summary: getPathname({ href: `/conseiller/permanences/${id}/bilan`, locale }),
            help: {
              page: getPathname({ href: `/conseiller/permanences/${id}/aide`, locale }),
              mails: contracts().mail,
              ...(operator?.phone !== undefined && { phone: operator.phone }),
            },
            sends: sendsOf(contracts()),
            home: shared ?? getPathname({ href: "/conseiller", locale }),
            leave: `${getPathname({ href: "/connexion/quitter", locale })}${shared === undefined ? "" : new URL(shared, "http://here.invalid").search}`,
            ...(shared === undefined
              ? {
                  openForColleague: getPathname({ href: `/conseiller/permanences/${id}/tablette`, locale }),
                  reception: getPathname({ href: "/accueil", locale }),
                }
              : { shared: true }),
            ...(ahead && {
              ahead: own?.ok ? { notHeld: getPathname({ href: `/conseiller/permanences/${id}/imprevu`, locale }) } : {},
            }),
            ...(plannedTable !== undefined && { plannedTable }),
          }}
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

async function whyTexts(): Promise<TabletSite["why"]> {
  const texts = await Promise.all(
    routing.locales.map(async (locale) => [locale, (await getMessages({ locale }))["why"]] as const),
  );
  return Object.fromEntries(texts) as TabletSite["why"];
}
