import { localeOf, seeOther, signInPage } from "#app/[locale]/connexion/see-other.ts";
import { issueCode } from "#lib/server/auth/issue-code.ts";
import { pendingCookie } from "#lib/server/auth/pending-sign-in.ts";
import { safeReturn } from "#lib/server/auth/safe-return.ts";
import { codesAreShown, codesCanBeSent, sendCode } from "#lib/server/auth/send-code.ts";
import { askCodeForm } from "#lib/wire/sign-in.ts";

/** Asks for a code. The answer is the same whether the address has an account or not. */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const locale = localeOf((await params).locale);
  const form = await request.formData();
  const retour = safeReturn(form.get("retour"));
  if (!codesCanBeSent()) return seeOther(signInPage(locale, { retour }));
  const asked = askCodeForm.safeParse(Object.fromEntries(form));
  if (!asked.success) return seeOther(signInPage(locale, { erreur: "email", retour }));
  const { email } = asked.data;
  const code = await issueCode(email);
  if (code) sendCode(email, code, locale);
  const pending = { email, retour, ...(codesAreShown() && { code }) };
  return seeOther(signInPage(locale, { etape: "code" }), [pendingCookie(pending)]);
}
