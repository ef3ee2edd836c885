import { formFieldsOf, handleForm, seeOther } from "#app/form.ts";
import { getPathname } from "#i18n/navigation.ts";
import { localeOf } from "#i18n/routing.ts";
import { forgetPhone, leavePhone, type LeavePhoneRefusal } from "#lib/server/queue/phone-of-number.ts";
import { refusalOf } from "#lib/wire/free-text.ts";
import { smsOfNumberForm, type SmsRefusal } from "#lib/wire/queue/sms-of-number.ts";

/**
 * The holder of a number asks by a plain form to be told by SMS, or wants none any more, and returns to its page, whose address names what was refused and never the telephone. Sent again it does
 * the same.
 */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; secret: string }> },
): Promise<Response> {
  const { locale, secret } = await params;
  const page = getPathname({ href: `/suivi/${encodeURIComponent(secret)}`, locale: localeOf(locale) });
  const back = (refusal: SmsRefusal): Response =>
    seeOther(`${page}?${new URLSearchParams({ pour: "sms", refus: refusal })}`);
  const typed = formFieldsOf(request);
  return handleForm(request, back, async () => {
    const read = smsOfNumberForm.safeParse(await typed());
    if (!read.success) return back(refusalOf(read.error));
    const { phone } = read.data;
    const done = phone === undefined ? await forgetPhone(secret) : await leavePhone(secret, phone);
    return done.ok ? seeOther(`${page}?sms=fait`) : back(SAID[done.refusal]);
  });
}

const SAID: Readonly<Record<LeavePhoneRefusal, SmsRefusal>> = {
  "not-found": "not-allowed",
  "no-sms": "not-allowed",
  "personal-number-refused": "personal-number-refused",
  malformed: "phone-wrong",
  "no-mobile": "no-mobile",
  "state-changed": "state-changed",
};
