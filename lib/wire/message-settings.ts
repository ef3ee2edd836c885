import { z } from "zod";
import { MOST_SMS } from "../message/sms-cap.ts";
import { areReminders, type Reminders } from "../message/when.ts";
import type { SmsStanding } from "../message/sms-cap.ts";
import type { StaffMessageKind } from "../message/staff-kinds.ts";
import type { Instant } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import { formOf, type StaffRefusal } from "./staff-form.ts";

/** What a form of it shows for a reminder that is not sent. */
export const NO_REMINDER = "none";

/** What an operator sets of its messages. `cap`: SMS a place and month at most; absent: no limit. */
export type MessageSettings = { readonly reminders: Reminders; readonly cap?: number };

/** The same as a form changes it. `cap`: absent where the form has no such field, null without a limit. */
export type MessageChange = { readonly reminders: Reminders; readonly cap?: number | null };

const HOURS = /^\d{1,3}(?:[.,]\d{1,2})?$/u;
const refused = (code: StaffRefusal): { readonly error: string } => ({ error: code });

/** A reminder as it is typed: hours before, « 48 », or that it is not sent. */
const reminder = z
  .string()
  .trim()
  .transform((text): number | "none" => {
    if (text === NO_REMINDER) return "none";
    return HOURS.test(text) ? Math.round(Number(text.replace(",", ".")) * 60) : Number.NaN;
  })
  .refine(isReminder, refused("reminder-out-of-range"));

/** Whether it may be set by itself. */
function isReminder(minutes: number | "none"): boolean {
  return areReminders({ first: minutes, last: "none" });
}

/** The form of the settings of messages; its issues are codes of refusals, beside the field that each is about. */
export const messageSettingsForm = formOf(
  z
    .object({
      first: reminder,
      last: reminder,
      cap: z
        .string()
        .transform((text) => text.replaceAll(/\s/gu, ""))
        .refine(
          (text) => text === "" || (/^\d{1,7}$/u.test(text) && Number(text) <= MOST_SMS),
          refused("no-such-limit"),
        )
        .transform((text) => (text === "" ? null : Number(text)))
        .optional(),
    })
    .refine(({ first, last }) => !isReminder(first) || !isReminder(last) || areReminders({ first, last }), {
      ...refused("reminders-too-close"),
      path: ["last"],
    })
    .transform(({ first, last, cap }): MessageChange => ({
      reminders: { first, last },
      ...(cap !== undefined && { cap }),
    })),
);

/** A reminder as the form shows it. */
export const hoursOf = (minutes: Reminders["first"]): string =>
  minutes === "none" ? NO_REMINDER : String(Math.round((minutes / 60) * 100) / 100);

/** The SMS of this month at a place, in segments. */
export type SmsOfPlace = { readonly place: string; readonly used: number; readonly standing: SmsStanding };

/** Why a message never left; the words of `outbox.given_up_why`. */
export type WhyNotSent = "too-often" | "too-late" | "refused" | "unknown" | "over-the-cap";

/** To whom a message was: somebody of the team, a contact on site of a place, or the partner of a share, with their telephone where one is known. */
type NotTold =
  | { readonly is: "team"; readonly account: string; readonly name: string }
  | {
      readonly is: "contact";
      readonly name: string;
      readonly place: string;
      readonly slug: string;
      readonly phone?: string;
    }
  | {
      readonly is: "partner";
      readonly share: string;
      readonly shareName: string;
      readonly name: string;
      readonly phone?: string;
    };

/**
 * A message to the team, to a contact on site or to a partner that never left, and that still tells them something. `kind`: as it is noted, which a later version may know alone. `halfDays`: what it was
 * about, where that is known.
 */
export type MessageNotSent = {
  readonly id: string;
  readonly kind: StaffMessageKind | (string & {});
  readonly why: WhyNotSent;
  readonly since: Instant;
  readonly to: NotTold;
  readonly halfDays: readonly { readonly span: Interval; readonly place: string; readonly zone: string }[];
};

/** What coordination is told of messages on its first page. `near`, `reached`: how many places, by their limit; `notSent`: messages to the team, to contacts on site and to partners. */
export type MessageTroubles = { readonly near: number; readonly reached: number; readonly notSent: number };
