import { latinDigits } from "./latin-digits.ts";

/** « 9:05 », « 9 h 05 », « 9h05 », « 9 h », « 9 »; then « 905 » and « 0905 ». */
const WRITTEN = [/^(\d{1,2})(?:\s*[:h.]\s*([0-5]\d)?)?$/iu, /^(\d{1,2})([0-5]\d)$/u];

/**
 * The minutes since midnight of an hour as somebody types it; 24:00 is the end of a day. Undefined for any other text.
 */
export function minuteOfTyped(text: string): number | undefined {
  const typed = latinDigits(text).trim();
  const [, hours, minutes = "0"] = WRITTEN.map((form) => form.exec(typed)).find((found) => found !== null) ?? [];
  const minute = Number(hours) * 60 + Number(minutes);
  return hours !== undefined && minute <= 24 * 60 ? minute : undefined;
}
