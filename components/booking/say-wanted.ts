import { sayHour } from "#lib/time/say.ts";
import { start } from "#lib/wire/booking.ts";

/** The hour a form asked for, as it is said: « 10 h 30 ». Undefined when it asked for none, or for what is no moment on the wire. */
export function sayWanted(startsAt: string | undefined, timeZone: string, locale: string): string | undefined {
  const read = start.safeParse(startsAt);
  return read.success ? sayHour(read.data, timeZone, locale) : undefined;
}
