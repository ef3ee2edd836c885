import { pageOfSettings, saveLogo } from "#app/[locale]/coordination/reglages/save-settings.ts";
import { handleStaffForm } from "#app/staff-form.ts";

export const dynamic = "force-dynamic";

/** Keeps the logo of the operator, or takes it away. */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const { locale } = await params;
  const form = { locale, page: pageOfSettings(request), form: "logo", read: async () => ({}) };
  return handleStaffForm(request, form, (actor) => saveLogo(request, locale, actor));
}
