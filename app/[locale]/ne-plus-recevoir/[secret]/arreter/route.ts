import { handleForm, seeOther } from "#app/form.ts";
import { getPathname } from "#i18n/navigation.ts";
import { localeOf } from "#i18n/routing.ts";
import { stopMailsOfShare } from "#lib/server/calendar/stop-partner-mails.ts";

type Params = { readonly params: Promise<{ locale: string; secret: string }> };

/** Stops the mails of a share, by the button of the page, and leads back to it. */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const { locale, secret } = await params;
  const page = getPathname({ href: `/ne-plus-recevoir/${encodeURIComponent(secret)}`, locale: localeOf(locale) });
  const refused = (refus: string): Response => seeOther(`${page}?${new URLSearchParams({ refus })}`);
  return handleForm(request, refused, async () => {
    const stopped = await stopMailsOfShare(secret);
    return stopped.ok ? seeOther(`${page}?fait=oui`) : refused(stopped.refusal);
  });
}
