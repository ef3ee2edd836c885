import { sayClockMinute, sayMinuteOfDay } from "#lib/time/say.ts";

/** « 10:30 » of the place's clock, or a moment with the place's offset, as it is said in that language. */
export const sayClock = (written: string, locale: string): string => sayMinuteOfDay(minuteOf(written), locale);

/** The same with its minutes always, for what a clock shows: « À jour à 9 h 00 » is no opening hour. */
export const sayTimeOfNews = (written: string, locale: string): string => sayClockMinute(minuteOf(written), locale);

function minuteOf(written: string): number {
  const [, hours = "0", minutes = "0"] = /(\d\d):(\d\d)/u.exec(written) ?? [];
  return Number(hours) * 60 + Number(minutes);
}
