import { handleForm, seeOther } from "#app/form.ts";
import { localeOf } from "#i18n/routing.ts";
import { getPathname } from "#i18n/navigation.ts";
import { cancelAppointment } from "#lib/server/booking/cancel.ts";
import type { FormRefusal } from "#lib/wire/booking/booking-form.ts";

/** Cancels an appointment by a plain form and redirects to its page, which confirms it; sent again it does the same. */
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
