import { sayClockMinute, sayMinuteOfDay } from "#lib/time/say.ts";

/**
 * Fills the placeholders of a sentence: fill("Desk {desk}", { desk: 2 }). For the browser, which loads no ICU library.
 */
export const fill = (sentence: string, values: Readonly<Record<string, string | number>>): string =>
  sentence.replace(/\{(\w+)\}/gu, (whole, name: string) => String(values[name] ?? whole));

/** A plural sentence by plural category, with its number left open as {count}. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

/** Arabic needs 100 to produce its last category; no other language of the product needs more. */
const HIGHEST = 110;

/** All forms of a plural sentence, rendered on the server so that the browser needs no ICU library. */
export function pluralForms(locale: string, say: (count: number) => string): PluralForms {
  const rules = new Intl.PluralRules(locale);
  const forms: Partial<Record<Intl.LDMLPluralRule, string>> = {};
  for (let count = 0; count <= HIGHEST; count += 1)
    forms[rules.select(count)] ??= say(count).replace(String(count), "{count}");
  return forms;
}

/** The sentence for that count. */
export const sayPlural = (locale: string, forms: PluralForms, count: number): string =>
  fill(forms[new Intl.PluralRules(locale).select(count)] ?? forms.other ?? "{count}", { count });

/** « 10:30 » or an ISO moment with the place's offset, as an hour in that language. */
export const sayClock = (written: string, locale: string): string => sayMinuteOfDay(minuteOf(written), locale);

/** The same, always with minutes, for what a clock shows: « À jour à 9 h 00 ». */
export const sayTimeOfNews = (written: string, locale: string): string => sayClockMinute(minuteOf(written), locale);

function minuteOf(written: string): number {
  const [, hours = "0", minutes = "0"] = /(\d\d):(\d\d)/u.exec(written) ?? [];
  return Number(hours) * 60 + Number(minutes);
}
