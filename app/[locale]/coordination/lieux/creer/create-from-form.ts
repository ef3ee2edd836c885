import type { StaffActor } from "#lib/server/auth/options.ts";
import { createPlace } from "#lib/server/planning/create-place.ts";
import { refusalsOfPlace, refusalsOfPlaceForm } from "#lib/server/planning/place-columns.ts";
import { placeBody, placeOfForm } from "#lib/wire/place-body.ts";
import type { FieldRefusals } from "#lib/wire/staff-form.ts";
import { idempotencyKey } from "#lib/wire/visit.ts";

/** Makes a place from the fields of `NewPlaceForm`, and answers its slug. */
export async function createFromForm(
  actor: StaffActor,
  fields: Readonly<Record<string, string>>,
): Promise<{ readonly ok: true; readonly slug: string } | { readonly ok: false; readonly refusals: FieldRefusals }> {
  const typed = placeBody.safeParse(placeOfForm(fields));
  if (!typed.success) return { ok: false, refusals: refusalsOfPlaceForm(typed.error, fields) };
  const key = idempotencyKey.safeParse(fields["key"]).data;
  const made = await createPlace(actor, fields["organisation"] ?? "", typed.data, key);
  return made.ok ? { ok: true, slug: made.value.slug } : { ok: false, refusals: refusalsOfPlace(made) };
}
