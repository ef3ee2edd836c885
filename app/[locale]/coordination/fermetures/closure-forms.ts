import type { StaffOutcome } from "#app/staff-form.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import type { ClosureEffect } from "#lib/schedule/closure-effect.ts";
import { saveClosure, type SavingClosureRefusal } from "#lib/server/planning/closures/save-closure.ts";
import { readClosureForm } from "#lib/wire/closure-form.ts";
import type { StaffRefusal, TypedForm } from "#lib/wire/staff-form.ts";

type Fields = Readonly<Record<string, string>>;

/** Which closure a form is about. `closure`: the one that changes; without it a new one. `place`: where that one is, which stays. */
export type ClosureOfForm = { readonly organisation: string; readonly closure?: string; readonly place?: string };

/** The names of the two forms of a page: the closure as it is typed, and the button that saves it. */
export const SENTENCE = "fermeture";
export const CONFIRM = "enregistrer";

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

/**
 * What a page of a closure shows of the form that was sent to it. `sentence`: the form above, as it was typed. `effect`: what it would
 * do, when nothing in it is wrong; `confirm`: what was refused when it was to be saved.
 */
type Shown = {
  readonly sentence: TypedForm | undefined;
  readonly effect?: ClosureEffect;
  readonly confirm?: TypedForm;
};

/** Reads it; without such a form nothing is shown but the form above. */
export async function effectOfClosureForm(
  actor: StaffActor,
  typed: TypedForm | undefined,
  { organisation, closure }: ClosureOfForm,
): Promise<Shown> {
  if (!typed || (typed.form !== SENTENCE && typed.form !== CONFIRM)) return { sentence: typed };
  const isConfirm = typed.form === CONFIRM;
  const sentence = { ...typed, form: SENTENCE, refusals: isConfirm ? {} : typed.refusals };
  if (!isConfirm && Object.keys(typed.refusals).length > 0) return { sentence };
  const read = readClosureForm(typed.fields);
  if (!read.ok) return { sentence: { ...sentence, refusals: read.refusals } };
  const looked = await saveClosure(actor, {
    organisation,
    ...(closure !== undefined && { closure }),
    body: read.body,
    preview: true,
  });
  if (!looked.ok) return { sentence: { ...sentence, refusals: refusalsOfSaving(looked.refusal) } };
  return { sentence, effect: looked.value, ...(isConfirm && { confirm: typed }) };
}

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
