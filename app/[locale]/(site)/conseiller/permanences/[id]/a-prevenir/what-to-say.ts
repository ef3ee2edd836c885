import { getTranslations } from "next-intl/server";
import { routing, type Locale } from "#i18n/routing.ts";
import { canReceive, type OtherHalfDay } from "#lib/booking/cancelled-half-day.ts";
import { isOwnHourAgain, type PersonToTell } from "#lib/booking/person-to-tell.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";

/** A half-day, and others to which its people may come instead. */
type HeldThere = {
  readonly place: string;
  readonly timeZone: string;
  readonly others: readonly OtherHalfDay[];
};

/** What to say to a person, by language. */
export type ToSay = readonly { readonly locale: Locale; readonly text: string }[];

/**
 * What to say to each of these people of a half-day, by their appointment: in the language of the page, then in theirs,
 * where it is another one that the site has; to whoever is told, nothing.
 */
export async function whatToSay(
  halfDay: HeldThere,
  people: readonly PersonToTell[],
  locale: Locale,
): Promise<ReadonlyMap<string, ToSay>> {
  const said = people
    .filter(({ told }) => told === undefined)
    .map(async (person) => {
      const locales = routing.locales
        .filter((one) => one === locale || one === person.language)
        .sort((a) => (a === locale ? -1 : 1));
      const all = locales.map(async (one) => ({ locale: one, text: await sentencesTo(halfDay, person, one) }));
      return [person.appointment, await Promise.all(all)] as const;
    });
  return new Map(await Promise.all(said));
}

/** Between dates that have commas in them. */
const SEPARATORS: Readonly<Record<Locale, string>> = { fr: "\u00a0; ", ar: "؛ ", tr: "; ", en: "; " };

/**
 * What to say to a person, in a language: why, and that they may come all the same, or to which dates they may come
 * instead.
 */
async function sentencesTo(
  { place, timeZone, others }: HeldThere,
  person: PersonToTell,
  locale: Locale,
): Promise<string> {
  const t = await getTranslations({ locale, namespace: "toSay" });
  const day = (moment: PersonToTell["hour"], zone: string) => sayDay(localDateOf(moment, zone), locale);
  const { hour, kept, heldAfterAll, offer } = person;
  const about = { place, day: day(hour, timeZone), hour: sayHour(hour, timeZone, locale) };
  if (offer) {
    const other = {
      day: day(offer.start, offer.timeZone),
      hour: sayHour(offer.start, offer.timeZone, locale),
      place: offer.place,
      untilDay: day(offer.until, offer.timeZone),
      untilHour: sayHour(offer.until, offer.timeZone, locale),
    };
    if (isOwnHourAgain(person, place)) return t("again", { ...other, ...about });
    return `${t("cannot", about)} ${t("offer", other)}`;
  }
  if (heldAfterAll) return t("held", about);
  const dates = others.filter(canReceive).map(({ span, timeZone: zone, place: there }) =>
    t("date", {
      day: day(span.start, zone),
      from: sayHour(span.start, zone, locale),
      to: sayHour(span.end, zone, locale),
      place: there.name,
    }),
  );
  const why = kept ? t("kept", about) : t("cancelled", about);
  return dates.length > 0 ? `${why} ${t("others", { dates: dates.join(SEPARATORS[locale]) })}` : why;
}
