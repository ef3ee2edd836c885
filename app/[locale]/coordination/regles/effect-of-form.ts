import { effectOf } from "#app/[locale]/coordination/effect-first.ts";
import { refusalsOfSaving, savingOf, type RuleOfForm } from "#app/[locale]/coordination/regles/save-rule.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { saveSeries } from "#lib/server/planning/series/save-series.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";

/** What a page of a rule shows of the form that was sent to it; it does not hang on what residents will read. */
export const effectOfForm = (actor: StaffActor, typed: TypedForm | undefined, of: RuleOfForm) =>
  effectOf(typed, ["regle", "arreter"], async ({ sentence: _told, ...fields }) => {
    const saving = savingOf(fields, of);
    // What is wrong in the form was said when it was sent.
    if (!saving.ok) return { ok: false, refusals: {} };
    const looked = await saveSeries(actor, { ...saving.value, preview: true });
    return looked.ok ? looked : { ok: false, refusals: refusalsOfSaving(looked.refusal) };
  });
