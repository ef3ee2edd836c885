import { formFieldsOf, handleForm, seeOther } from "#app/form.ts";
import { getPathname, localeOf } from "#i18n/routing.ts";
import { findByCode } from "#lib/server/booking/find-again.ts";
import { readCodeForm, type FindRefusal } from "#lib/wire/booking/find-again.ts";
import { backToForm } from "#app/[locale]/(site)/retrouver/back-to-form.ts";

/**
 * Leads to the page of the appointment with this code, at this place and on this day; when refused, back to the form as
 * it was typed.
 */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const locale = localeOf((await params).locale);
  const typed = formFieldsOf(request);
  const back = async (refusals: readonly FindRefusal[]): Promise<Response> =>
    backToForm(locale, "code", (await typed().catch(() => undefined)) ?? {}, refusals);
  return handleForm(
    request,
    (trouble) => back([trouble]),
    async () => {
      const read = readCodeForm((await typed()) ?? {});
      if (!read.ok) return back(read.refusals);
      const found = await findByCode(read.value, request.headers);
      return found.ok ? seeOther(getPathname({ href: `/rendez-vous/${found.value}`, locale })) : back([found.refusal]);
    },
  );
}
