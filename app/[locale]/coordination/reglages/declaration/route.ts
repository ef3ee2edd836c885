import { pageOfSettings, saveSettings, STATEMENT_PART } from "#app/[locale]/coordination/reglages/save-settings.ts";
import { handleStaffForm } from "#app/staff-form.ts";

export const dynamic = "force-dynamic";

/** The beginning of the names of its fields. */
const STATEMENT = "accessibility.";

/** Saves the accessibility statement of the operator. */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const { locale } = await params;
  return handleStaffForm(
    request,
    { locale, page: pageOfSettings(request, STATEMENT_PART), form: "statement" },
    (actor, { organisationId, seen, ...typed }) => {
      const fields = Object.entries(typed).map(([name, value]) => [name.replace(STATEMENT, ""), value]);
      return saveSettings(locale, actor, {
        organisation: organisationId,
        seen: seen === undefined ? undefined : { form: "statement", version: seen },
        fields: { accessibility: Object.fromEntries(fields) },
      });
    },
  );
}
