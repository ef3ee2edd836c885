import { sayMinuteOfDay, sayWeekday } from "#lib/time/say.ts";
import type { DaysTogether, OpenSpan } from "./opening-hours.ts";
import type { PhoneHours } from "./phone-hours.ts";

/** The texts of which hours are said, in one language. */
export type HoursTexts = {
  readonly span: (values: { readonly from: string; readonly to: string }) => string;
  readonly day: (values: { readonly day: string }) => string;
  readonly fromTo: (values: { readonly first: string; readonly last: string }) => string;
  readonly rule: (values: { readonly days: string; readonly hours: string }) => string;
  readonly exceptHolidays: (values: { readonly hours: string }) => string;
};

/** Hours as a part of a sentence: « du lundi au vendredi, de 9 h à 12 h et le samedi, de 10 h à 12 h ». */
export function sayPhoneHours(hours: PhoneHours, texts: HoursTexts, locale: string): string {
  const list = new Intl.ListFormat(locale, { type: "conjunction" });
  const spansOf = (spans: readonly OpenSpan[]): string =>
    list.format(
      spans.map(({ from, to }) => texts.span({ from: sayMinuteOfDay(from, locale), to: sayMinuteOfDay(to, locale) })),
    );
  const day = (weekday: number): string => sayWeekday(weekday + 1, locale);
  const daysOf = (days: DaysTogether["days"]): string =>
    list.format(
      days.map(({ first, last }) =>
        first === last ? texts.day({ day: day(first) }) : texts.fromTo({ first: day(first), last: day(last) }),
      ),
    );
  if ("anyDay" in hours) return spansOf(hours.anyDay);
  const said = list.format(
    hours.rules.map(({ days, spans }) => texts.rule({ days: daysOf(days), hours: spansOf(spans) })),
  );
  return hours.holidays === "closed" ? texts.exceptHolidays({ hours: said }) : said;
}
