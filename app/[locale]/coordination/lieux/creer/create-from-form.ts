import type { SentForm } from "#app/staff-form.ts";
import { createPlace } from "#lib/server/place/create-place.ts";
import { readPlaceForm, refusalsOfPlace } from "#lib/server/place/place-columns.ts";
import type { FieldRefusals } from "#lib/wire/staff-form.ts";

/** Makes a place from the fields of `NewPlaceForm`, and answers its slug. */
export async function createFromForm({
  actor,
  fields,
  text,
  key,
}: Pick<SentForm, "actor" | "fields" | "text" | "key">): Promise<
  { readonly ok: true; readonly slug: string } | { readonly ok: false; readonly refusals: FieldRefusals }
> {
  const typed = readPlaceForm(fields);
  if (!typed.ok) return typed;
  const made = await createPlace(actor, text("organisation"), typed.value, key);
  return made.ok ? { ok: true, slug: made.value.slug } : { ok: false, refusals: refusalsOfPlace(made) };
}
