import { pageOfSettings, saveSettings } from "#app/[locale]/coordination/reglages/save-settings.ts";
import { handleStaffForm } from "#app/staff-form.ts";

export const dynamic = "force-dynamic";

/** Saves what the operator says of itself. `darker`: the darker colour that the page proposed, taken with its button. */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const { locale } = await params;
  return handleStaffForm(
    request,
    { locale, page: pageOfSettings(request), form: "service" },
    (actor, { organisationId, seen, darker, "written.mail": mail, "written.sms": sms, ...typed }) =>
      saveSettings(locale, actor, {
        organisation: organisationId,
        seen: seen === undefined ? undefined : { form: "service", version: seen },
        fields: { ...typed, ...(darker !== undefined && { accent: darker }), written: { mail, sms } },
      }),
  );
}
