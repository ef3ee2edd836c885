import { z } from "zod";
import { MOST_SMS } from "#lib/message/sms-cap.ts";
import { areReminders, type MessageChange, type MessageSettings, type Reminders } from "#lib/message/sending-times.ts";
import { formOf, type StaffRefusal } from "#lib/wire/staff-form.ts";
import { written } from "#lib/wire/bounds.ts";

/** What a form of it shows for a reminder that is not sent. */
export const NO_REMINDER = "none";

const HOURS = /^\d{1,3}(?:[.,]\d{1,2})?$/u;
const refused = (code: StaffRefusal): { readonly error: string } => ({ error: code });

/** A reminder as it is typed: hours before, « 48 », or that it is not sent. */
const reminder = written()
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
      cap: written()
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

/** What stands in the form of the settings of messages. */
export const fieldsOfMessages = ({ reminders, cap }: MessageSettings) => ({
  first: hoursOf(reminders.first),
  last: hoursOf(reminders.last),
  cap: cap === undefined ? "" : String(cap),
});

/** A reminder as the form shows it. */
export const hoursOf = (minutes: Reminders["first"]): string =>
  minutes === "none" ? NO_REMINDER : String(Math.round((minutes / 60) * 100) / 100);
