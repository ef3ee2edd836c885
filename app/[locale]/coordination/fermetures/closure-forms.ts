import { effectOf } from "#app/[locale]/coordination/form-preview.ts";
import type { SentForm, StaffOutcome } from "#app/staff-form.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { saveClosure } from "#lib/server/planning/closures/save-closure.ts";
import { readClosureForm } from "#lib/wire/schedule/closure-form.ts";
import { refusedBeside, type FieldsOfRefusals, type TypedForm } from "#lib/wire/staff-form.ts";

/**
 * Which closure a form is about. `closure`: the one that changes; without it a new one. `place`: where that one is,
 * which stays.
 */
export type ClosureOfForm = { readonly organisation: string; readonly closure?: string; readonly place?: string };

/** The name of the form of a closure as it is typed. */
export const SENTENCE = "fermeture";

/** Reads the form of a closure, for its page to show what it would do: without a refusal the page shows the effect. */
export function lookAtClosure({ fields }: SentForm): StaffOutcome {
  const read = readClosureForm(fields);
  return { ok: false, refusals: read.ok ? {} : read.refusals };
}

/** Saves what the form of a closure says, after its effect was read, and leads to its page. */
export async function saveClosureOfForm(
  { actor, fields, text }: SentForm,
  { organisation, closure }: ClosureOfForm,
): Promise<StaffOutcome> {
  const read = readClosureForm(fields);
  if (!read.ok) return read;
  const saved = await saveClosure(actor, {
    organisation,
    ...(closure !== undefined && { closure }),
    body: read.value,
    preview: false,
    seen: text("seen"),
  });
  if (!saved.ok) return { ok: false, refusals: refusedBeside(saved.refusal, BESIDE) };
  const done =
    saved.value.notCancelled.length > 0 ? "closureInPart" : closure === undefined ? "closureMade" : "closureChanged";
  return { ok: true, done, to: `/coordination/fermetures/${saved.value.closure ?? ""}` };
}

/** What a page of a closure shows of the form that was sent to it. */
export const effectOfClosureForm = (
  actor: StaffActor,
  typed: TypedForm | undefined,
  { organisation, closure }: ClosureOfForm,
) =>
  effectOf(typed, [SENTENCE], async (fields) => {
    const read = readClosureForm(fields);
    if (!read.ok) return read;
    const looked = await saveClosure(actor, {
      organisation,
      ...(closure !== undefined && { closure }),
      body: read.value,
      preview: true,
    });
    return looked.ok ? looked : { ok: false, refusals: refusedBeside(looked.refusal, BESIDE) };
  });

const BESIDE = {
  "no-own-place": ["place", "no-such-place"],
  "begins-in-the-past": "from",
  "ends-in-the-past": "until",
  "ends-before-it-begins": "until",
  "too-far-ahead": "until",
  "personal-number-refused": "sentence",
  "changed-meanwhile": ["form", "effect-changed"],
} as const satisfies FieldsOfRefusals;
