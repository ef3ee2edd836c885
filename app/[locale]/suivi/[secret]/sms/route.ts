import { plainForm } from "#app/form.ts";
import { refuse } from "#lib/result.ts";
import { forgetPhone, leavePhone, type LeavePhoneRefusal } from "#lib/server/queue/phone-of-number.ts";
import { clock } from "#lib/server/clock.ts";
import { holderOf, sealTyped } from "#lib/server/typed-form.ts";
import { refusalOf } from "#lib/wire/free-text.ts";
import { smsOfNumberForm, type SmsRefusal } from "#lib/wire/queue/sms-of-number.ts";

const pageOf = (secret: string): string => `/suivi/${encodeURIComponent(secret)}`;

/**
 * The holder of a number asks by a plain form to be told by SMS, or wants none any more, and returns to its page, whose
 * address names what was refused; the telephone comes back in it sealed, but never a number of social security. Sent
 * again it does the same.
 */
export const POST = plainForm(
  ({ part }) => pageOf(part("secret")),
  async ({ part, fields, locale }) => {
    const read = smsOfNumberForm.safeParse(await fields());
    if (!read.success) return refuse(refusalOf(read.error));
    const { phone } = read.data;
    const done =
      phone === undefined ? await forgetPhone(part("secret")) : await leavePhone(part("secret"), phone, locale);
    return done.ok ? { ok: true, to: `${pageOf(part("secret"))}?sms=fait` } : refuse(SAID[done.refusal]);
  },
  {
    said: async (refus, { part, fields }) => {
      const { phone = "" } = (await fields().catch(() => undefined)) ?? {};
      if (refus === "personal-number-refused" || phone === "") return { pour: "sms", refus };
      const typed = { form: "sms", fields: { phone: phone.slice(0, 80) }, refusals: {} };
      return { pour: "sms", refus, saisie: sealTyped(typed, clock.now(), holderOf(part("secret"))) };
    },
  },
);

const SAID: Readonly<Record<LeavePhoneRefusal, SmsRefusal>> = {
  "not-found": "not-allowed",
  "no-sms": "not-allowed",
  "personal-number-refused": "personal-number-refused",
  malformed: "phone-wrong",
  "no-mobile": "no-mobile",
  "state-changed": "state-changed",
};
