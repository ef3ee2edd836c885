import { handleForm, formFieldsOf, seeOther } from "#app/form.ts";
import { localeOf } from "#i18n/routing.ts";
import { clock } from "#lib/server/clock.ts";
import { sealKey } from "#lib/server/idempotency.ts";
import { typedFormAddress } from "#app/[locale]/permanences/[id]/rendez-vous/typed-form-address.ts";

/** Shows the booking form in the language of this address, as far as it was filled in. Nothing is booked. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; id: string }> },
): Promise<Response> {
  const { id, locale } = await params;
  const typed = formFieldsOf(request);
  const shown = async (...refusals: string[]): Promise<Response> => {
    const fields = await typed();
    // When the result of an earlier sending is unknown its key is kept, so that sending again has one effect.
    const sent = fields?.["again"] === undefined ? undefined : sealKey(fields["key"], clock.now());
    return seeOther(typedFormAddress(localeOf(locale), id, fields, { refusals, sent }));
  };
  return handleForm(
    request,
    (trouble) => shown(trouble),
    () => shown(),
  );
}
