import { handleStaffForm } from "#app/staff-form.ts";
import { eraseResident } from "#lib/server/privacy/erase-resident.ts";
import { openFound } from "#lib/server/privacy/find-resident.ts";
import { residentEraseForm } from "#lib/wire/resident-data.ts";

const PAGE = "/conseiller/donnees";

/** Erases what was found. A found one that is older than ten minutes, or of somebody else, is looked for again. */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const { locale } = await params;
  return handleStaffForm(request, { locale, page: PAGE, form: "code" }, async (actor, fields) => {
    const asked = residentEraseForm.safeParse(fields);
    const [ref] = asked.success ? openFound(actor, asked.data.ref) : [];
    if (!ref) return { ok: false, refusals: { code: "state-changed" } };
    const erased = await eraseResident(actor, ref);
    if (erased.ok) return { ok: true, done: "residentErased" };
    return { ok: false, refusals: { code: erased.refusal === "not-found" ? "code-unknown" : erased.refusal } };
  });
}
