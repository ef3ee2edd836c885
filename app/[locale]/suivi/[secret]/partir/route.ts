import { handleForm, seeOther } from "#app/form.ts";
import { getPathname } from "#i18n/navigation.ts";
import { localeOf } from "#i18n/routing.ts";
import { cookieWithout } from "#lib/server/queue/numbers-of-browser.ts";
import { leaveLine } from "#lib/server/queue/leave-line.ts";

/** The holder of a number gives it up by a plain form, and returns to its page. The browser forgets the number. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; secret: string }> },
): Promise<Response> {
  const { locale, secret } = await params;
  const page = getPathname({ href: `/suivi/${encodeURIComponent(secret)}`, locale: localeOf(locale) });
  const refused = (refusal: string): Response => seeOther(`${page}?refus=${refusal}`);
  return handleForm(request, refused, async () => {
    const left = await leaveLine(secret);
    if (!left.ok) return refused(left.refusal);
    const cookie = await cookieWithout(request.headers, secret);
    return seeOther(page, cookie === undefined ? [] : [cookie]);
  });
}
