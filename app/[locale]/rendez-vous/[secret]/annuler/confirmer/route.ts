import { handleForm, seeOther } from "#app/form.ts";
import { localeOf } from "#i18n/locale-of.ts";
import { getPathname } from "#i18n/navigation.ts";
import { cancelAppointment } from "#lib/server/booking/cancel.ts";
import type { FormRefusal } from "#lib/wire/booking-form.ts";

export const dynamic = "force-dynamic";

/** Gives an appointment up with a plain form, and leads to its page, which says so; sent again it leads there too. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; secret: string }> },
): Promise<Response> {
  const { secret, ...asked } = await params;
  const page = getPathname({ href: `/rendez-vous/${encodeURIComponent(secret)}`, locale: localeOf(asked.locale) });
  const back = (refusal: FormRefusal): Response =>
    seeOther(`${page}/annuler?${new URLSearchParams({ refus: refusal })}`);
  return handleForm(request, back, async () => {
    const cancelled = await cancelAppointment(secret);
    return cancelled.ok ? seeOther(page) : back(cancelled.refusal);
  });
}
