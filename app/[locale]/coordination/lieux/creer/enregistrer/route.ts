import { createFromForm } from "#app/[locale]/coordination/lieux/creer/create-from-form.ts";
import { answerForm } from "#app/staff-form.ts";

/** Makes a place from the form, and leads to its page. */
export const POST = answerForm("/coordination/lieux/creer", "place", async (sent) => {
  const made = await createFromForm(sent);
  return made.ok ? { ok: true, done: "placeMade", to: `/coordination/lieux/${made.slug}` } : made;
});
