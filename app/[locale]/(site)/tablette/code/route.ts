import { formFieldsOf, handleForm, seeOther } from "#app/form.ts";
import { namesAddress, tabletAddress } from "#app/[locale]/(site)/tablette/tablet-address.ts";
import { localeOf } from "#i18n/routing.ts";
import { choiceOfCode } from "#lib/server/auth/tablet/open-tablet.ts";

/** Leads from the six digits of a place to the names of those planned there. */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const locale = localeOf((await params).locale);
  const typed = formFieldsOf(request);
  const back = async (refus: string): Promise<Response> =>
    seeOther(tabletAddress(locale, { lieu: (await typed().catch(() => undefined))?.["lieu"], refus }));
  return handleForm(request, back, async () => {
    const { lieu = "", code = "" } = (await typed()) ?? {};
    const choice = await choiceOfCode(lieu, code, request.headers);
    return choice.ok
      ? seeOther(namesAddress(locale, choice.value))
      : back(choice.refusal === "too-many-requests" ? "wait" : choice.refusal);
  });
}
