import { changeOfService, pageOfSettings, saveSettings } from "#app/[locale]/coordination/reglages/save-settings.ts";
import { handleStaffForm } from "#app/staff-form.ts";

export const dynamic = "force-dynamic";

/** Saves what the operator says of itself. */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const { locale } = await params;
  return handleStaffForm(request, { locale, page: pageOfSettings(request), form: "service" }, (actor, fields) =>
    saveSettings(locale, actor, changeOfService(fields)),
  );
}
