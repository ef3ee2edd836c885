import { handleForm, seeOther } from "#app/form.ts";
import { getPathname } from "#i18n/navigation.ts";
import { localeOf } from "#i18n/routing.ts";
import { leaveLine } from "#lib/server/queue/leave-line.ts";

export const dynamic = "force-dynamic";

/** The holder of a number gives it up by a plain form, and returns to its page. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; secret: string }> },
): Promise<Response> {
  const { locale, secret } = await params;
  const page = getPathname({ href: `/suivi/${encodeURIComponent(secret)}`, locale: localeOf(locale) });
  const refused = (refusal: string): Response => seeOther(`${page}?refus=${refusal}`);
  return handleForm(request, refused, async () => {
    const left = await leaveLine(secret);
    return left.ok ? seeOther(page) : refused(left.refusal);
  });
}
