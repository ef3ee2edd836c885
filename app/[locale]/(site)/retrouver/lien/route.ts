import { formFieldsOf, handleForm } from "#app/form.ts";
import { localeOf } from "#i18n/routing.ts";
import { askForLinks } from "#lib/server/booking/find-again.ts";
import { readContactForm, type FindRefusal } from "#lib/wire/booking/find-again.ts";
import { backToForm, toFindAgain } from "#app/[locale]/(site)/retrouver/back-to-form.ts";

/** Has the links of whoever has this telephone or e-mail sent again, and says the same whether there are any or not. */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const locale = localeOf((await params).locale);
  const typed = formFieldsOf(request);
  const back = async (refusals: readonly FindRefusal[]): Promise<Response> =>
    backToForm(locale, "lien", (await typed().catch(() => undefined)) ?? {}, refusals);
  return handleForm(
    request,
    (trouble) => back([trouble]),
    async () => {
      const fields = (await typed()) ?? {};
      const read = readContactForm(fields);
      if (!read.ok) return back(read.refusals);
      const asked = await askForLinks(read.value, request.headers);
      return asked.ok ? toFindAgain(locale, fields, { fait: "lien" }) : back([asked.refusal]);
    },
  );
}
