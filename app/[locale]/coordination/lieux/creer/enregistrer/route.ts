import { handleStaffForm } from "#app/staff-form.ts";
import { createPlace } from "#lib/server/planning/create-place.ts";
import { fieldOfRefusal } from "#lib/server/planning/place-columns.ts";
import { placeBody, placeOfForm } from "#lib/wire/place-body.ts";
import { refusalsOf } from "#lib/wire/staff-form.ts";
import { idempotencyKey } from "#lib/wire/visit.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Makes a place from the form, and leads to its page. */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const page = "/coordination/lieux/creer";
  return handleStaffForm(request, { locale: (await params).locale, page, form: "place" }, async (actor, fields) => {
    const typed = placeBody.safeParse(placeOfForm(fields));
    if (!typed.success) return { ok: false, refusals: refusalsOf(typed.error) };
    const key = idempotencyKey.safeParse(fields["key"]).data;
    const made = await createPlace(actor, fields["organisation"] ?? "", typed.data, key);
    return made.ok
      ? { ok: true, done: "placeMade", to: `/coordination/lieux/${made.value.slug}` }
      : { ok: false, refusals: { [fieldOfRefusal(made.refusal)]: made.refusal } };
  });
}
