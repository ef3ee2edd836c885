import { createFromForm } from "#app/[locale]/coordination/lieux/creer/create-from-form.ts";
import { handleStaffForm } from "#app/staff-form.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Makes a place from the form, and leads to its page. */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const page = "/coordination/lieux/creer";
  return handleStaffForm(request, { locale: (await params).locale, page, form: "place" }, async (actor, fields) => {
    const made = await createFromForm(actor, fields);
    return made.ok ? { ok: true, done: "placeMade", to: `/coordination/lieux/${made.slug}` } : made;
  });
}
