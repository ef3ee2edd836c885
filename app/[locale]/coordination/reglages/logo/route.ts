import { readFormWithFile } from "#app/api/read-request.ts";
import { pageOfSettings, saveSettings } from "#app/[locale]/coordination/reglages/save-settings.ts";
import { handleStaffForm } from "#app/staff-form.ts";

export const dynamic = "force-dynamic";

/** Bytes: those of the largest logo that is read (lib/server/place/encode-logo.ts), and of the form around it. */
const MOST = 1024 * 1024 + 8 * 1024;

/** Keeps the logo that was sent; without a file the logo is taken away. */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const { locale } = await params;
  const page = pageOfSettings(request);
  return handleStaffForm(request, { locale, page, form: "logo", read: async () => ({}) }, async (actor) => {
    const sent = await readFormWithFile(request, "logo", MOST);
    if (!sent) return { ok: false, refusals: { logo: "logo-too-large" } };
    const { fields, file } = sent;
    const logo = file.length === 0 ? null : file;
    return saveSettings(locale, actor, { organisation: fields["organisationId"], fields: {}, logo });
  });
}
