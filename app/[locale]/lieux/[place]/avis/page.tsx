import { getTranslations } from "next-intl/server";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { getPathname, routing, type Locale } from "#i18n/routing.ts";
import { DoorNotice } from "#components/place/door-notice.tsx";
import { NothingToHang } from "#components/place/nothing-to-hang.tsx";
import type { OtherLine } from "#components/place/door-sheet.tsx";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { env } from "#lib/server/env.ts";
import { clock } from "#lib/server/clock.ts";
import { readOrganisationOf } from "#lib/server/place/read-organisation.ts";
import { readDoorNotice, type DoorNoticeOfPlace } from "#lib/server/schedule/read-door-notice.ts";
import { sayPhone } from "#lib/place/phone-number.ts";
import { sayDate, sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { isDay } from "#lib/wire/bounds.ts";
import {
  ForPaper,
  NoPlace,
  paperMetadata,
  placeOf,
  type PaperPageProps,
} from "#app/[locale]/lieux/[place]/paper-page.tsx";

export const generateMetadata = (props: PaperPageProps) =>
  paperMetadata(props, async (place) => (await getTranslations("doorNotice"))("pageTitle", { place }));

/**
 * What to hang on the door of a place while half-days are not held there, or at other hours: an address to send on, a
 * page to print, and the place to learn when the sheet is to be taken off. `?jour`: from which day on; without it, or
 * once it is past, from today on.
 */
export default async function DoorNoticePage({ params, searchParams }: PaperPageProps) {
  const { locale, place: slug } = await params;
  const place = await placeOf(slug);
  if (!place) return <NoPlace />;
  const asked = singleValue((await searchParams)["jour"]);
  const [t, organisation, notice] = await Promise.all([
    getTranslations("doorNotice"),
    readOrganisationOf(place.organisation),
    readDoorNotice(place, asked !== undefined && isDay(asked) ? asked : undefined),
  ]);
  const now = clock.now();
  if (notice.notHeld.length + notice.otherHours.length === 0)
    return (
      <SiteFrame organisation={organisation}>
        <NothingToHang place={place} next={notice.here} />
      </SiteFrame>
    );
  const phone = organisation?.phone;
  const lines = await Promise.all(
    routing.locales.filter((other) => other !== locale).map((other) => lineIn(other, notice, phone)),
  );
  const { until } = notice;
  return (
    <ForPaper
      print={t("print")}
      before={
        <div className="w-full max-w-[210mm] print:hidden">
          <Notice>
            <p>{until === undefined ? t("hangUntilOpen") : t("hangUntil", { day: sayDay(until, locale) })}</p>
            <p className="font-normal">{t("comeBack")}</p>
            <p>
              <PageLink href={`/lieux/${place.slug}`} className="inline-flex min-h-target items-center">
                <FrenchText text={place.name} />
              </PageLink>
            </p>
          </Notice>
        </div>
      }
    >
      <DoorNotice
        name={place.name}
        organisation={organisation}
        notice={notice}
        lines={lines}
        printed={localDateOf(now, place.timeZone)}
        address={new URL(getPathname({ href: `/lieux/${place.slug}`, locale }), env.APP_URL).href}
      />
    </ForPaper>
  );
}

/** The notice in another language, in one line: when it is not held, or at which hours, and whom to call. */
async function lineIn(
  locale: Locale,
  { notHeld, otherHours, since }: DoorNoticeOfPlace,
  phone: string | undefined,
): Promise<OtherLine> {
  const t = await getTranslations({ locale, namespace: "doorNotice" });
  const list = new Intl.ListFormat(locale, { type: "conjunction" });
  const days = [...new Set(notHeld.map(({ localDate }) => localDate))].map((day) => sayDay(day, locale));
  const gone =
    since === undefined ? t("oneLine", { day: list.format(days) }) : t("oneLineFrom", { day: sayDate(since, locale) });
  const said = [
    ...(notHeld.length > 0 ? [gone] : []),
    ...otherHours.map(({ localDate, span, timeZone }) =>
      t("oneLineHours", {
        day: sayDay(localDate, locale),
        from: sayHour(span.start, timeZone, locale),
        to: sayHour(span.end, timeZone, locale),
      }),
    ),
  ].join(" ");
  return { locale, said, ...(phone !== undefined && { call: t("call"), phone: sayPhone(phone) }) };
}
