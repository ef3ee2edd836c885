import { formFieldsOf, handleForm, seeOther } from "#app/form.ts";
import { getPathname, localeOf } from "#i18n/routing.ts";
import { isSlug } from "#lib/place/slug.ts";
import { askForShare } from "#lib/server/calendar/share-requests.ts";
import { clock } from "#lib/server/clock.ts";
import { sharedAddressOf } from "#lib/server/edge/hashed-address.ts";
import { EVERYBODY, sealTyped } from "#lib/server/typed-form.ts";
import { shareRequestBody } from "#lib/wire/calendar/share.ts";
import { refusalsOf, type StaffRefusal } from "#lib/wire/staff-form.ts";
import { idempotencyKey } from "#lib/wire/queue/visit.ts";

type Refusals = Readonly<Record<string, StaffRefusal>>;

/** Keeps what a partner asks for, and says so; when refused, back to the form as it was typed. */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const locale = localeOf((await params).locale);
  const typed = formFieldsOf(request);
  const to = async (query: Readonly<Record<string, string>>): Promise<Response> => {
    const chez = (await typed().catch(() => undefined))?.["chez"] ?? "";
    const page = `${isSlug(chez) ? `/chez/${chez}` : ""}/agenda/demander`;
    return seeOther(`${getPathname({ href: page, locale })}?${new URLSearchParams(query)}`);
  };
  const back = async (refusals: Refusals): Promise<Response> => {
    const fields = (await typed().catch(() => undefined)) ?? {};
    return to({ saisie: sealTyped({ form: "demande", fields, refusals }, clock.now(), EVERYBODY) });
  };
  return handleForm(
    request,
    (trouble) => back({ form: trouble }),
    async () => {
      const { key, chez: _, ...fields } = (await typed()) ?? {};
      const body = shareRequestBody.safeParse(fields);
      if (!body.success) return back(refusalsOf(body.error));
      const asked = await askForShare(body.data, sharedAddressOf(request.headers), idempotencyKey.safeParse(key).data);
      if (asked.ok) return to({ fait: "demande", a: body.data.organisation });
      return back({ [asked.refusal === "not-found" ? "organisation" : "form"]: asked.refusal });
    },
  );
}
