import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { singleValue } from "#app/[locale]/search-params.ts";
import { titleHeldBy } from "#app/[locale]/title-of-page.ts";
import { otherLanguagesOf } from "#i18n/languages.ts";
import type { Locale } from "#i18n/routing.ts";
import { DoorNotice, type OtherNotice } from "#components/place/door-notice.tsx";
import { NotFound } from "#components/site/not-found.tsx";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PrintButton } from "#components/ui/print-button.tsx";
import { clock } from "#lib/server/clock.ts";
import { readOperator, readOperatorOf } from "#lib/server/place/read-operator.ts";
import { readPlace } from "#lib/server/place/read-places.ts";
import { readDoorNotice } from "#lib/server/planning/read-door-notice.ts";
import type { OtherHalfDay } from "#lib/booking/cancelled-half-day.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { isDate } from "#lib/wire/week-address.ts";
import "#app/[locale]/print.css";

export const dynamic = "force-dynamic";

type Props = {
  params: Promise<{ locale: Locale; place: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** Read once for the title and the page. */
const placeOf = cache(readPlace);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ place: slug }, t] = await Promise.all([params, getTranslations("doorNotice")]);
  const place = await placeOf(slug);
  const title = place ? t("pageTitle", { place: place.name }) : (await getTranslations("site.lost"))("title");
  return { title: await titleHeldBy(place?.organisation, title), robots: { index: false } };
}

/** What to hang on the door when a half-day of that day (`?jour`, else today) is not held: an address to send on, and a page to print. */
export default async function DoorNoticePage({ params, searchParams }: Props) {
  const { locale, place: slug } = await params;
  const place = await placeOf(slug);
  if (!place)
    return (
      <SiteFrame operator={await readOperator()}>
        <NotFound />
      </SiteFrame>
    );
  const asked = singleValue((await searchParams)["jour"]);
  const day = asked !== undefined && isDate(asked) ? asked : localDateOf(clock.now(), place.timeZone);
  const [t, operator, { notHeld, others }] = await Promise.all([
    getTranslations("doorNotice"),
    readOperatorOf(place.organisation),
    readDoorNotice(place.id, day),
  ]);
  if (notHeld.length === 0)
    return (
      <SiteFrame operator={operator}>
        <h1>{place.name}</h1>
        <Notice>{t("asPlanned", { day: sayDay(day, locale) })}</Notice>
      </SiteFrame>
    );
  const otherLanguages = await Promise.all(
    otherLanguagesOf(place, locale).map((other) => noticeIn(other, day, others[0])),
  );
  return (
    <main className="for-paper grid justify-items-center gap-4 p-4 print:block print:p-0">
      <PrintButton label={t("print")} />
      <DoorNotice
        name={place.name}
        day={day}
        operator={operator}
        notHeld={notHeld}
        others={others}
        otherLanguages={otherLanguages}
        phone={place.phone ?? operator?.phone}
      />
    </main>
  );
}

async function noticeIn(locale: Locale, day: string, next: OtherHalfDay | undefined): Promise<OtherNotice> {
  const t = await getTranslations({ locale, namespace: "doorNotice" });
  const title = t("oneLine", { day: sayDay(day, locale) });
  if (!next) return { locale, said: title };
  const { span, timeZone } = next;
  const said = t("nextLine", {
    day: sayDay(localDateOf(span.start, timeZone), locale),
    hour: sayHour(span.start, timeZone, locale),
    place: next.place.name,
  });
  return { locale, said: `${title} ${said}` };
}
