import { handleStaffForm } from "#app/staff-form.ts";
import { sayNotTold, sayTold } from "#lib/server/planning/say-told.ts";
import { sayToldForm } from "#lib/wire/say-told.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** One of the team notes that a person is told, or not yet. `rendez-vous` of the address: whose form it is; `liste`: that it stands on the page of all half-days. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; id: string }> },
): Promise<Response> {
  const { locale, id } = await params;
  const query = new URL(request.url).searchParams;
  const page = query.get("liste") === "tout" ? "/conseiller/a-rappeler" : `/conseiller/permanences/${id}/a-prevenir`;
  const form = `dire-${query.get("rendez-vous") ?? ""}`;
  return handleStaffForm(request, { locale, page, form }, async (actor, fields) => {
    const sent = sayToldForm.safeParse(fields);
    if (!sent.success) return { ok: false, refusals: { form: "malformed" } };
    const { appointment, seen, said } = sent.data;
    const done = await (said === "yes" ? sayTold(actor, appointment, seen) : sayNotTold(actor, appointment));
    if (!done.ok) return { ok: false, refusals: { form: done.refusal } };
    return { ok: true, done: said === "yes" ? "personTold" : "personNotTold" };
  });
}
