import { sayMinuteOfDay } from "#lib/time/say.ts";

/** « 10:30 » of the place's clock, or a moment with the place's offset, as it is said in that language. */
export function sayClock(written: string, locale: string): string {
  const [, hours = "0", minutes = "0"] = /(\d\d):(\d\d)/u.exec(written) ?? [];
  return sayMinuteOfDay(Number(hours) * 60 + Number(minutes), locale);
}
