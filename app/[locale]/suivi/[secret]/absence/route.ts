import { handleForm, retryAddress, formFieldsOf, seeOther } from "#app/form.ts";
import { getPathname } from "#i18n/navigation.ts";
import { localeOf } from "#i18n/routing.ts";
import { goAway } from "#lib/server/queue/go-away.ts";
import { awayForm } from "#lib/wire/queue/visit.ts";

/**
 * Receives the plain form with which the holder of a number says « Je reviens » (with a number of minutes) or « Je suis
 * là », and redirects to the page of the number. When the act is refused, the address of that page names the refusal
 * (`refus`), and the page shows it.
 */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; secret: string }> },
): Promise<Response> {
  const { locale, secret } = await params;
  const page = getPathname({ href: `/suivi/${encodeURIComponent(secret)}`, locale: localeOf(locale) });
  const refused = (refusal: string): Response => seeOther(`${page}?pour=absence&refus=${refusal}`);
  const typed = formFieldsOf(request);
  return handleForm(
    request,
    async (trouble) => seeOther(await retryAddress(page, trouble, typed, { pour: "absence" })),
    async () => {
      const read = awayForm.safeParse(await typed());
      if (!read.success) return refused("malformed");
      const gone = await goAway(secret, read.data.minutes, read.data.key);
      return gone.ok ? seeOther(page) : refused(gone.refusal);
    },
  );
}
