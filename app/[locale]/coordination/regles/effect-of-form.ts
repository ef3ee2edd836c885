import { refusalsOfSaving, savingOf, type RuleOfForm } from "#app/[locale]/coordination/regles/save-rule.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import type { SeriesEffect } from "#lib/booking/rule-effect.ts";
import { saveSeries } from "#lib/server/planning/series/save-series.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";

/**
 * What a page of a rule shows of the form that was sent to it. `sentence`: the form above, as it was typed. `effect`: what it would do, when
 * nothing in it is wrong; `confirm`: what was refused when it was to be saved.
 */
export type EffectOfForm = {
  readonly sentence: TypedForm | undefined;
  readonly effect?: SeriesEffect;
  readonly confirm?: TypedForm;
};

/** Reads it; without a form that was sent, nothing is shown but the sentence. */
export async function effectOfForm(
  actor: StaffActor,
  typed: TypedForm | undefined,
  of: RuleOfForm,
): Promise<EffectOfForm> {
  if (!typed || !["regle", "enregistrer", "arreter"].includes(typed.form)) return { sentence: typed };
  const isConfirm = typed.form === "enregistrer";
  const sentence = { ...typed, form: "regle", refusals: isConfirm ? {} : typed.refusals };
  if (!isConfirm && Object.keys(typed.refusals).length > 0)
    return { sentence: typed.form === "regle" ? sentence : typed };
  // The effect is that of now, whatever was read before, and does not hang on what residents will read.
  const { seen: _seen, sentence: _told, ...fields } = typed.fields;
  const saving = savingOf(fields, of);
  if (!saving.ok) return { sentence };
  const looked = await saveSeries(actor, { ...saving.value, preview: true });
  if (!looked.ok) return { sentence: { ...sentence, refusals: textOnly(refusalsOfSaving(looked.refusal)) } };
  return { sentence, effect: looked.value, ...(isConfirm && { confirm: typed }) };
}

const textOnly = (refusals: ReturnType<typeof refusalsOfSaving>): Record<string, string> =>
  Object.fromEntries(Object.entries(refusals).map(([field, why]) => [field, typeof why === "string" ? why : why.said]));
