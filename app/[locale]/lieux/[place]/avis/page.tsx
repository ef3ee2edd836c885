import { getTranslations } from "next-intl/server";
import { singleValue } from "#app/[locale]/search-params.ts";
import { otherLanguagesOf } from "#i18n/languages.ts";
import type { Locale } from "#i18n/routing.ts";
import { DoorNotice } from "#components/place/door-notice.tsx";
import type { OtherLine } from "#components/place/door-sheet.tsx";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { clock } from "#lib/server/clock.ts";
import { readOperatorOf } from "#lib/server/place/read-operator.ts";
import { readDoorNotice } from "#lib/server/planning/read-door-notice.ts";
import type { OtherHalfDay } from "#lib/booking/cancelled-half-day.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { isDate } from "#lib/wire/week-address.ts";
import { ForPaper, NoPlace, paperMetadata, placeOf, type PaperPageProps } from "../paper-page.tsx";

export const dynamic = "force-dynamic";

export const generateMetadata = (props: PaperPageProps) =>
  paperMetadata(props, async (place) => (await getTranslations("doorNotice"))("pageTitle", { place }));

/** What to hang on the door when a half-day of that day (`?jour`, else today) is not held: an address to send on, and a page to print. */
export default async function DoorNoticePage({ params, searchParams }: PaperPageProps) {
  const { locale, place: slug } = await params;
  const place = await placeOf(slug);
  if (!place) return <NoPlace />;
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
    <ForPaper print={t("print")}>
      <DoorNotice
        name={place.name}
        day={day}
        operator={operator}
        notHeld={notHeld}
        others={others}
        otherLanguages={otherLanguages}
        phone={place.phone ?? operator?.phone}
      />
    </ForPaper>
  );
}

async function noticeIn(locale: Locale, day: string, next: OtherHalfDay | undefined): Promise<OtherLine> {
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
