import { handleForm, seeOther } from "#app/form.ts";
import { namesAddress, tabletAddress } from "#app/[locale]/(site)/tablette/tablet-address.ts";
import { localeOf } from "#i18n/routing.ts";
import { choiceOfSecret } from "#lib/server/auth/tablet/open-tablet.ts";

/**
 * What a QR code leads to: the names of those planned at the half-day. It changes nothing, and redirects at once, so that its
 * secret does not stay in the history of the shared browser.
 */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ locale: string; secret: string }> },
): Promise<Response> {
  const { locale: asked, secret } = await params;
  const locale = localeOf(asked);
  const back = (refus: string): Response => seeOther(tabletAddress(locale, { refus }));
  return handleForm(request, back, () => {
    const choice = choiceOfSecret(secret);
    return Promise.resolve(choice.ok ? seeOther(namesAddress(locale, choice.value)) : back("pass-over"));
  });
}
