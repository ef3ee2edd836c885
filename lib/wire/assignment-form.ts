import { z } from "zod";
import { latinDigits } from "../latin-digits.ts";

/** An hour of the day as somebody types it, « 10:30 », « 10 h 30 » or « 10 h », in minutes since midnight; 24:00 is the end of a day. */
export const hourOfDay = z.string().transform((typed, context) => {
  const [, hours, minutes = "0"] = /^(\d{1,2})\s*[:h]\s*([0-5]\d)?$/iu.exec(latinDigits(typed).trim()) ?? [];
  const minute = Number(hours) * 60 + Number(minutes);
  if (hours !== undefined && minute <= 24 * 60) return minute;
  context.addIssue(typed.trim() === "" ? "missing" : "malformed");
  return z.NEVER;
});

/** A number of a table as a list of a form sends it; empty for the next free one. */
const desk = z
  .string()
  .regex(/^\d{0,2}$/u, "malformed")
  .default("")
  .transform((typed) => (typed === "" ? undefined : Number(typed)));

const someone = z.string("missing").min(1, "missing");

/** Somebody for a part of a half-day, or at a table that is named. `from`, `to`: minutes of its day. */
export const partForm = z.object({ account: someone, desk, from: hourOfDay, to: hourOfDay });

/** Whose table somebody has from an hour on. `assignment`: of whose; `at`: a minute of the day. */
export const handOverForm = z.object({ assignment: someone, account: someone, at: hourOfDay });
