import { handleForm, formFieldsOf, seeOther } from "#app/form.ts";
import { localeOf } from "#i18n/locale-of.ts";
import { clock } from "#lib/server/clock.ts";
import { sealKey } from "#lib/server/sealed-key.ts";
import { typedFormAddress } from "../typed-form-address.ts";

export const dynamic = "force-dynamic";

/** Shows the form of a booking in the language of this address, as far as it was typed. Nothing is booked. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; id: string }> },
): Promise<Response> {
  const { id, locale } = await params;
  const typed = formFieldsOf(request);
  const shown = async (...refusals: string[]): Promise<Response> => {
    const fields = await typed();
    // Of a form of which nobody knows what it led to, the key goes along: sent again it has one effect.
    const sent = fields?.["again"] === undefined ? undefined : sealKey(fields["key"], clock.now());
    return seeOther(typedFormAddress(localeOf(locale), id, fields, { refusals, sent }));
  };
  return handleForm(
    request,
    (trouble) => shown(trouble),
    () => shown(),
  );
}
