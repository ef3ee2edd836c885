import { formFieldsOf, handleForm, seeOther } from "#app/form.ts";
import { getPathname } from "#i18n/navigation.ts";
import { localeOf } from "#i18n/routing.ts";
import { changeOwnContactWay } from "#lib/server/booking/own-contact-way.ts";
import type { FormRefusal } from "#lib/wire/booking/booking-form.ts";
import { contactWayForm } from "#lib/wire/booking/contact-way.ts";

/** Changes how the person of an appointment is told, by a plain form, and redirects to its page; sent again it does the same. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; secret: string }> },
): Promise<Response> {
  const { secret, ...asked } = await params;
  const page = getPathname({ href: `/rendez-vous/${encodeURIComponent(secret)}`, locale: localeOf(asked.locale) });
  const back = (refusal: FormRefusal): Response => seeOther(`${page}?${new URLSearchParams({ prevenir: refusal })}`);
  const typed = formFieldsOf(request);
  return handleForm(request, back, async () => {
    const asks = contactWayForm.safeParse(await typed());
    if (!asks.success) return back("malformed");
    const changed = await changeOwnContactWay(secret, asks.data.way);
    return changed.ok ? seeOther(`${page}?prevenir=fait`) : back(changed.refusal);
  });
}
