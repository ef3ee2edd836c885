import { formFieldsOf, handleForm, seeOther } from "#app/form.ts";
import { getPathname } from "#i18n/navigation.ts";
import { localeOf } from "#i18n/routing.ts";
import { changeWayToTell } from "#lib/server/booking/way-to-tell.ts";
import type { FormRefusal } from "#lib/wire/booking-form.ts";
import { wayForm } from "#lib/wire/way-to-tell.ts";

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
    const asks = wayForm.safeParse(await typed());
    if (!asks.success) return back("malformed");
    const changed = await changeWayToTell(secret, asks.data.way);
    return changed.ok ? seeOther(`${page}?prevenir=fait`) : back(changed.refusal);
  });
}
