import { addressOf, keyedHash } from "#lib/server/edge/address-of.ts";
import { handleForm, type FormFailure, formFieldsOf, seeOther } from "#app/form.ts";
import { localeOf } from "#i18n/routing.ts";
import { issueCode, codesAreShown, codesCanBeSent, sendCode } from "#lib/server/auth/sign-in-code.ts";
import { signInAddress, backToSignIn } from "#app/[locale]/connexion/sign-in-address.ts";
import { pendingCookie } from "#lib/server/auth/pending-sign-in.ts";
import { safeReturn } from "#lib/server/auth/after-sign-in.ts";
import { consume } from "#lib/server/edge/rate-limit.ts";
import { askCodeForm } from "#lib/wire/sign-in.ts";

/**
 * Requests a code. The answer is the same whether the address has an account or not, and when it was requested too
 * often.
 */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const locale = localeOf((await params).locale);
  const typed = formFieldsOf(request);
  const wayBack = async (): Promise<string | undefined> => safeReturn((await typed())?.["retour"]);
  const back = async (trouble: FormFailure): Promise<Response> =>
    backToSignIn(locale, trouble, { retour: await wayBack().catch(() => undefined) });
  return handleForm(request, back, async () => {
    const [form, retour] = [await typed(), await wayBack()];
    if (!codesCanBeSent()) return seeOther(signInAddress(locale, { retour }));
    const asked = askCodeForm.safeParse(form);
    if (!asked.success) return seeOther(signInAddress(locale, { erreur: "email", retour }));
    const { email } = asked.data;
    const tooMany =
      (await consume("codes-from-address", addressOf(request.headers))) ??
      (await consume("codes-for-email", keyedHash(email)));
    if (tooMany !== undefined) return seeOther(signInAddress(locale, { erreur: "wait", retour }));
    const code = await issueCode(email);
    if (code) sendCode(email, code, locale);
    const pending = { email, retour, ...(codesAreShown() && { code }) };
    return seeOther(signInAddress(locale, { etape: "code" }), [pendingCookie(pending)]);
  });
}
