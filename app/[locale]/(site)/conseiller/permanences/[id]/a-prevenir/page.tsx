import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { getPathname } from "#i18n/navigation.ts";
import { routing, type Locale } from "#i18n/routing.ts";
import { signInAddress } from "#app/[locale]/connexion/sign-in-address.ts";
import { PersonToCall } from "#components/booking/person-to-call.tsx";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { NotFound } from "#components/site/not-found.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { canReceive } from "#lib/booking/cancelled-half-day.ts";
import { requireStaff } from "#lib/server/auth/staff-of-page.ts";
import { readPeopleToTell, type PeopleToTell, type PersonToTell } from "#lib/server/planning/read-people-to-tell.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";

type Props = { params: Promise<{ locale: Locale; id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("tablet.toTell"))("title"), robots: { index: false } };
}

export default async function PeopleToTellPage({ params }: Props) {
  const { locale, id } = await params;
  const here = getPathname({ href: `/conseiller/permanences/${id}/a-prevenir`, locale });
  const actor = await requireStaff(signInAddress(locale, { retour: here }));
  const told = await readPeopleToTell(actor, id);
  if (!told.ok) return <NotFound />;
  const [t, over, sentencesIn] = await Promise.all([
    getTranslations("tablet.toTell"),
    getTranslations("tablet.over"),
    sentencesOf(told.value),
  ]);
  const { people, place, span, timeZone } = told.value;
  return (
    <div className="grid gap-5 lg:max-w-3xl">
      <h1>{t("title")}</h1>
      <p>
        <FrenchText text={place} />
        <br />
        <DayAndHours span={span} timeZone={timeZone} />
      </p>
      {people.length === 0 ? (
        <p>{t("nobody")}</p>
      ) : (
        <>
          <p className="font-bold">{t("lead")}</p>
          <ul className="grid gap-4">
            {people.map((person) => (
              <PersonToCall
                key={person.appointment}
                person={person}
                hour={sayHour(person.hour, timeZone, locale)}
                sentences={languagesFor(person, locale).map((said) => ({
                  locale: said,
                  text: sentencesIn(person, said),
                }))}
              />
            ))}
          </ul>
        </>
      )}
      <p>
        <PageLink href="/conseiller" className={buttonClass("ghost")}>
          {over("back")}
        </PageLink>
      </p>
    </div>
  );
}

/** The language of the page, then the person's, where it is another one that the site has. */
const languagesFor = ({ language }: PersonToTell, locale: Locale): readonly Locale[] =>
  routing.locales.filter((one) => one === locale || one === language).sort((a) => (a === locale ? -1 : 1));

/** Between dates that have commas in them. */
const SEPARATORS: Readonly<Record<Locale, string>> = { fr: "\u00a0; ", ar: "؛ ", tr: "; ", en: "; " };

const textsIn = cache((locale: Locale) => getTranslations({ locale, namespace: "tablet.toTell" }));

/** What to say to a person, in a language: why, and to which dates they may come instead. */
async function sentencesOf({ place, timeZone, others }: PeopleToTell) {
  const texts = new Map(
    await Promise.all(routing.locales.map(async (locale) => [locale, await textsIn(locale)] as const)),
  );
  const day = (moment: PersonToTell["hour"], zone: string, locale: Locale) => sayDay(localDateOf(moment, zone), locale);
  return ({ hour, kept }: PersonToTell, locale: Locale): string => {
    const t = texts.get(locale);
    if (!t) return "";
    const about = { place, day: day(hour, timeZone, locale), hour: sayHour(hour, timeZone, locale) };
    const dates = others.filter(canReceive).map(({ span, timeZone: zone, place: there }) =>
      t("date", {
        day: day(span.start, zone, locale),
        from: sayHour(span.start, zone, locale),
        to: sayHour(span.end, zone, locale),
        place: there.name,
      }),
    );
    const why = kept ? t("sayKept", about) : t("sayCancelled", about);
    return dates.length > 0 ? `${why} ${t("sayOthers", { dates: dates.join(SEPARATORS[locale]) })}` : why;
  };
}
