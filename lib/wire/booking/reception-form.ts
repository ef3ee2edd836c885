import { z } from "zod";
import { phoneNumberOf } from "#lib/place/phone-number.ts";
import { hourOfDay } from "#lib/wire/moment.ts";
import { topicKey } from "#lib/wire/schedule/topics.ts";
import { contact, start } from "./booking.ts";
import { typedCode } from "./find-again.ts";
import { formOf } from "#lib/wire/staff-form.ts";
import { ours } from "#lib/wire/bounds.ts";

/** An hour that is chosen at the reception: for a topic, or for the case of that id. */
export const receptionHourForm = z.object({
  slug: ours,
  topic: topicKey,
  permanence: z.uuid("hour-missing"),
  startsAt: start,
  cas: z.uuid().optional(),
});

/** The person of a case: everything may be empty. */
export const receptionPersonForm = formOf(
  z.object({ name: contact.name, phone: contact.phone, language: contact.language }),
);

const written = z.string("missing").trim().min(1, "missing").max(60);
const where = { place: written, day: written };

/** The forms by which an appointment is looked for, by the name of their act. */
export const receptionSearches = {
  code: formOf(
    z
      .object({ code: written.pipe(typedCode.catch("")).pipe(ours.min(1, "code-unknown")) })
      .transform((read) => ({ by: "code" as const, ...read })),
  ),
  heure: formOf(
    z
      .object({ ...where, hour: hourOfDay, name: written })
      .transform(({ hour: minute, ...read }) => ({ by: "hour" as const, minute, ...read })),
  ),
  prenom: formOf(z.object({ ...where, name: written }).transform((read) => ({ by: "name" as const, ...read }))),
  numero: formOf(
    z
      .object({
        phone: written.transform((typed, context) => {
          const phone = phoneNumberOf(typed);
          if (phone === undefined) context.addIssue("no-such-phone");
          return phone ?? z.NEVER;
        }),
      })
      .transform((read) => ({ by: "phone" as const, ...read })),
  ),
} as const;

/** Another hour for an appointment that was opened. */
export const receptionMoveForm = receptionHourForm.pick({ permanence: true, startsAt: true });

/** A number for whoever stands at the desk. `key`: the idempotency key, so that two clicks give one. */
export const receptionNumberForm = formOf(z.object({ permanence: z.uuid(), key: z.uuid() }), { fieldOf: () => "form" });

/** When the person says that they come. */
export const receptionLateForm = formOf(z.object({ hour: hourOfDay }), {
  beside: { "found-gone": "hour", "hour-gone": "hour", "too-late-to-change": "hour", "not-now": "hour" },
});
