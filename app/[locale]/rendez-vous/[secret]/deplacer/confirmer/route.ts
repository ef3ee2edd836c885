import { handleForm, formFieldsOf, seeOther } from "#app/form.ts";
import { localeOf } from "#i18n/routing.ts";
import { getPathname } from "#i18n/navigation.ts";
import { moveAppointment } from "#lib/server/booking/move.ts";
import { readMoveForm, type FormRefusal } from "#lib/wire/booking/booking-form.ts";

/**
 * Moves an appointment by a plain form and redirects to it; when refused, back to the hours of that day with the
 * reason.
 */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; secret: string }> },
): Promise<Response> {
  const { secret, ...asked } = await params;
  const locale = localeOf(asked.locale);
  const page = getPathname({ href: `/rendez-vous/${encodeURIComponent(secret)}`, locale });
  const typed = formFieldsOf(request);
  const back = async (refusal: FormRefusal): Promise<Response> => {
    const { permanence: jour = "", startsAt: heure = "" } = (await typed()) ?? {};
    return seeOther(
      `${page}/deplacer?${new URLSearchParams({ jour: jour.slice(0, 40), heure: heure.slice(0, 40), refus: refusal })}`,
    );
  };
  return handleForm(request, back, async () => {
    const form = readMoveForm((await typed()) ?? {});
    if (!form.ok) return back(form.refusal);
    const moved = await moveAppointment(secret, form.wish, form.key);
    return moved.ok ? seeOther(page) : back(moved.refusal);
  });
}
