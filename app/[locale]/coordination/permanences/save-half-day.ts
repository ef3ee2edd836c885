import { sentencesOf } from "#app/[locale]/coordination/reglages/save-settings.ts";
import type { StaffOutcome } from "#app/staff-form.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import {
  changeHalfDay,
  type ChangingHalfDay,
  type ChangingRefusal,
} from "#lib/server/planning/series/change-half-day.ts";
import type { HalfDayEffect } from "#lib/booking/rule-effect.ts";
import { readHalfDayForm } from "#lib/wire/series-form.ts";
import type { SetupResult } from "#lib/wire/setup-fields.ts";
import type { StaffRefusal, TypedForm } from "#lib/wire/staff-form.ts";

type Fields = Readonly<Record<string, string>>;

/** Which half-day a form is about; without `permanence` a new one. */
export type HalfDayOfForm = { readonly organisation: string; readonly permanence?: string };

/** What the form of a half-day asks for; with the field `rule` it goes back to its rule. */
function changingOf(fields: Fields, of: HalfDayOfForm): SetupResult<Omit<ChangingHalfDay, "preview">> {
  const more = { ...of, ...(fields["seen"] && { seen: fields["seen"] }) };
  if (fields["rule"] !== undefined) return { ok: true, value: more };
  const read = readHalfDayForm(fields);
  return read.ok ? { ok: true, value: { ...more, halfDay: read.value } } : read;
}

/** Saves what the form of a half-day says, after its effect was read. */
export async function saveHalfDay(
  actor: StaffActor,
  fields: Fields,
  of: HalfDayOfForm,
  locale: string,
): Promise<StaffOutcome> {
  const changing = changingOf(fields, of);
  if (!changing.ok) return { ok: false, refusals: sentencesOf(changing.problems, locale) };
  const saved = await changeHalfDay(actor, { ...changing.value, preview: false });
  if (!saved.ok) return { ok: false, refusals: wordOf(saved.refusal) };
  return {
    ok: true,
    done: of.permanence === undefined ? "halfDayAdded" : "halfDayChanged",
    to: `/coordination/permanences/${saved.value.permanence ?? ""}`,
  };
}

/** Reads the form of a half-day, for its page to show what it would do. */
export function lookAtHalfDay(fields: Fields, of: HalfDayOfForm, locale: string): StaffOutcome {
  const changing = changingOf(fields, of);
  return { ok: false, refusals: changing.ok ? {} : sentencesOf(changing.problems, locale) };
}

/** What a page of a half-day shows of the form that was sent to it: the form, what it would do, and what was refused when it was saved. */
export async function effectOfHalfDay(
  actor: StaffActor,
  typed: TypedForm | undefined,
  of: HalfDayOfForm,
): Promise<{
  readonly sentence: TypedForm | undefined;
  readonly effect?: HalfDayEffect;
  readonly confirm?: TypedForm;
}> {
  if (!typed || !["regle", "enregistrer", "revenir"].includes(typed.form)) return { sentence: undefined };
  const isConfirm = typed.form === "enregistrer";
  const sentence = { ...typed, form: "regle", refusals: isConfirm ? {} : typed.refusals };
  if (Object.keys(sentence.refusals).length > 0) return { sentence };
  // The effect is that of now: one that was read before is no longer asked for.
  const { seen: _seen, ...fields } = typed.fields;
  const changing = changingOf(fields, of);
  if (!changing.ok) return { sentence };
  const looked = await changeHalfDay(actor, { ...changing.value, preview: true });
  return looked.ok
    ? { sentence, effect: looked.value, ...(isConfirm && { confirm: typed }) }
    : { sentence: { ...sentence, refusals: wordOf(looked.refusal) } };
}

/** A refusal beside the field that it is about. */
function wordOf(refusal: ChangingRefusal): Record<string, StaffRefusal> {
  const [field, code] = WORDS[refusal];
  return { [field]: code };
}

const WORDS: Readonly<Record<ChangingRefusal, readonly [string, StaffRefusal]>> = {
  "not-found": ["form", "not-found"],
  "not-allowed": ["form", "not-allowed"],
  "no-own-place": ["place", "no-such-place"],
  "unknown-topic": ["form", "unknown-topic"],
  "begins-in-the-past": ["date", "begins-in-the-past"],
  "permanence-closed": ["form", "half-day-over"],
  "appointments-do-not-fit": ["form", "appointments-do-not-fit"],
  "closed-then": ["date", "closed-then"],
  "no-rule": ["form", "not-found"],
  "changed-meanwhile": ["form", "effect-changed"],
};
