import { handleForm, type FormFailure, formFieldsOf, seeOther } from "#app/form.ts";
import { teamLocaleOf } from "#i18n/team-pages.ts";
import { issueCode, codesAreShown, codesCanBeSent, tellCode } from "#lib/server/auth/sign-in-code.ts";
import { signInAddress, backToSignIn, waitAddress } from "#app/[locale]/connexion/sign-in-address.ts";
import { cookieIn } from "#lib/server/auth/cookies.ts";
import { countCode, countSentCode, secondsClosedToday } from "#lib/server/auth/count-code.ts";
import { freshBrowser } from "#lib/server/auth/known-browser.ts";
import { PENDING, pendingCookie, pendingOf } from "#lib/server/auth/pending-sign-in.ts";
import { logUnexpected } from "#lib/server/log.ts";
import { clock } from "#lib/server/clock.ts";
import { sealEmail } from "#lib/server/auth/typed-email.ts";
import { safeReturn } from "#lib/server/auth/after-sign-in.ts";
import { askCodeForm } from "#lib/wire/access/sign-in.ts";

/**
 * Asks for a code for this browser (docs/decisions/signing-in.md). The answer is the same, and takes as long, whether
 * the address has an account or not.
 */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const locale = teamLocaleOf((await params).locale);
  const typed = formFieldsOf(request);
  const wayBack = async (): Promise<string | undefined> => safeReturn((await typed())?.["retour"]);
  const asTyped = async (): Promise<{ retour: string | undefined; repris: string | undefined }> => ({
    retour: await wayBack(),
    repris: sealEmail((await typed())?.["email"], clock.now()),
  });
  const back = async (trouble: FormFailure): Promise<Response> =>
    backToSignIn(locale, trouble, await asTyped().catch(() => ({})));
  return handleForm(request, back, async () => {
    const form = await typed();
    const retour = await wayBack();
    if (!codesCanBeSent()) return seeOther(signInAddress(locale, { retour }));
    const asked = askCodeForm.safeParse(form);
    if (!asked.success) return seeOther(signInAddress(locale, { erreur: "email", ...(await asTyped()) }));
    const { email } = asked.data;
    const before = pendingOf(cookieIn(request.headers, PENDING));
    const again = before?.email === email;
    const asking = { email, browser: before?.browser ?? freshBrowser(), headers: request.headers, again };
    const counted = await countCode(asking);
    if (counted.outcome === "wait") {
      // The code that this browser asked for before still works, so it is led back to where that is typed.
      const etape = again ? "code" : undefined;
      return seeOther(waitAddress(locale, counted.seconds, { etape, erreur: "wait", ...(await asTyped()) }));
    }
    const issued = counted.outcome === "send" ? issueCode(email, asking.browser, locale) : Promise.resolve(undefined);
    const code = await afterStep(issued);
    if (code) afterAnswer(() => tellCounted(asking, code));
    const pending = { email, browser: asking.browser, retour, ...(codesAreShown() && { code }) };
    const closed = await secondsClosedToday(asking);
    const page =
      closed === undefined
        ? signInAddress(locale, { etape: "code" })
        : waitAddress(locale, closed, { etape: "code", erreur: "closed", ...(await asTyped()) });
    return seeOther(page, [pendingCookie(pending)]);
  });
}

/**
 * Milliseconds after which an ask is answered, and further ones after which its mail is sent. The statement takes a
 * third of a millisecond longer where it puts a mail in: asked often enough, its time alone would say who has an
 * account (docs/decisions/journal-and-outbox.md).
 */
const STEP = 100;

/** Where codes are shown on the page nobody needs to be kept from learning who has an account. */
const afterStep = async <Value>(work: Promise<Value>): Promise<Value> =>
  codesAreShown() ? work : (await Promise.all([work, new Promise((done) => setTimeout(done, STEP))]))[0];
const afterAnswer = (act: () => void): void => (codesAreShown() ? act() : void setTimeout(act, STEP));

function tellCounted(asking: Parameters<typeof countSentCode>[0], code: string): void {
  countSentCode(asking).catch(logUnexpected);
  tellCode(asking.email, code);
}
