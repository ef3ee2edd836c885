import { handleStaffForm } from "#app/staff-form.ts";
import { findResident } from "#lib/server/privacy/find-resident.ts";
import { residentCodeForm } from "#lib/wire/resident-data.ts";
import { refusalsOf } from "#lib/wire/staff-form.ts";

const PAGE = "/conseiller/donnees";

/** Looks for what is kept under a code, and leads back to the page with it. */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const { locale } = await params;
  return handleStaffForm(request, { locale, page: PAGE, form: "code" }, async (actor, fields) => {
    const asked = residentCodeForm.safeParse(fields);
    if (!asked.success) return { ok: false, refusals: refusalsOf(asked.error) };
    const found = await findResident(actor, asked.data.code);
    if (found.ok) return { ok: true, done: "residentFound", to: `${PAGE}?trouve=${found.value}` };
    return { ok: false, refusals: { code: found.refusal === "not-found" ? "code-unknown" : found.refusal } };
  });
}
