import { effectOf } from "#app/[locale]/coordination/effect-first.ts";
import type { StaffOutcome } from "#app/staff-form.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { saveClosure, type SavingClosureRefusal } from "#lib/server/planning/closures/save-closure.ts";
import { readClosureForm } from "#lib/wire/closure-form.ts";
import type { StaffRefusal, TypedForm } from "#lib/wire/staff-form.ts";

type Fields = Readonly<Record<string, string>>;

/** Which closure a form is about. `closure`: the one that changes; without it a new one. `place`: where that one is, which stays. */
export type ClosureOfForm = { readonly organisation: string; readonly closure?: string; readonly place?: string };

/** The name of the form of a closure as it is typed. */
export const SENTENCE = "fermeture";

/** Reads the form of a closure, for its page to show what it would do: without a refusal the page shows the effect. */
export function lookAtClosure(fields: Fields): StaffOutcome {
  const read = readClosureForm(fields);
  return { ok: false, refusals: read.ok ? {} : read.refusals };
}

/** Saves what the form of a closure says, after its effect was read, and leads to its page. */
export async function saveClosureOfForm(
  actor: StaffActor,
  fields: Fields,
  { organisation, closure }: ClosureOfForm,
): Promise<StaffOutcome> {
  const read = readClosureForm(fields);
  if (!read.ok) return { ok: false, refusals: read.refusals };
  const saved = await saveClosure(actor, {
    organisation,
    ...(closure !== undefined && { closure }),
    body: read.body,
    preview: false,
    seen: fields["seen"] ?? "",
  });
  if (!saved.ok) return { ok: false, refusals: refusalsOfSaving(saved.refusal) };
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
    if (!read.ok) return { ok: false, refusals: read.refusals };
    const looked = await saveClosure(actor, {
      organisation,
      ...(closure !== undefined && { closure }),
      body: read.body,
      preview: true,
    });
    return looked.ok ? looked : { ok: false, refusals: refusalsOfSaving(looked.refusal) };
  });

/** A refusal of saving, beside the field that it is about. */
function refusalsOfSaving(refusal: SavingClosureRefusal): Readonly<Record<string, StaffRefusal>> {
  const [field, code] = WORDS[refusal];
  return { [field]: code };
}

const WORDS: Readonly<Record<SavingClosureRefusal, readonly [string, StaffRefusal]>> = {
  "not-found": ["form", "not-found"],
  "not-allowed": ["form", "not-allowed"],
  "no-own-place": ["place", "no-such-place"],
  "begins-in-the-past": ["from", "begins-in-the-past"],
  "ends-in-the-past": ["until", "ends-in-the-past"],
  "ends-before-it-begins": ["until", "ends-before-it-begins"],
  "too-far-ahead": ["until", "too-far-ahead"],
  "closed-already": ["form", "closed-already"],
  "personal-number-refused": ["sentence", "personal-number-refused"],
  "changed-meanwhile": ["form", "effect-changed"],
  "idempotency-key-reused": ["form", "idempotency-key-reused"],
};
