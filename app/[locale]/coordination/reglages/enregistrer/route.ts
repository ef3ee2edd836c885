import { pageOfSettings, serviceFormOf } from "#app/[locale]/coordination/reglages/save-settings.ts";
import { pastProxy } from "#app/past-proxy.ts";
import { handleStaffForm, type StaffOutcome } from "#app/staff-form.ts";

export const dynamic = "force-dynamic";

/** Saves what the operator says of itself, with its logo. */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const { locale } = await params;
  const service = serviceFormOf(request);
  const form = { locale, page: pageOfSettings(request), form: "service", read: service.fields };
  return pastProxy(await handleStaffForm(request, form, (actor): Promise<StaffOutcome> => service.save(locale, actor)));
}
