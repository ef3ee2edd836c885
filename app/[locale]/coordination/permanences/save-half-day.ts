import { effectOf } from "#app/[locale]/coordination/form-preview.ts";
import { refusalsOfSentence } from "#app/[locale]/coordination/regles/save-series.ts";
import type { SentForm, StaffOutcome } from "#app/staff-form.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { changeHalfDay, type ChangingHalfDay } from "#lib/server/planning/series/change-half-day.ts";
import { readHalfDayForm } from "#lib/wire/schedule/series-form.ts";
import type { SetupResult } from "#lib/wire/setup-fields.ts";
import { refusedBeside, type FieldsOfRefusals, type TypedForm } from "#lib/wire/staff-form.ts";

type Fields = Readonly<Record<string, string>>;

/** Which half-day a form is about; without `permanence` a new one. */
export type HalfDayOfForm = { readonly organisation: string; readonly permanence?: string };

/** What the form of a half-day asks for; with the field `series` it goes back to its series. */
function changingOf(fields: Fields, of: HalfDayOfForm): SetupResult<Omit<ChangingHalfDay, "preview">> {
  const more = { ...of, ...(fields["seen"] && { seen: fields["seen"] }) };
  if (fields["series"] !== undefined) return { ok: true, value: more };
  const read = readHalfDayForm(fields);
  return read.ok ? { ok: true, value: { ...more, halfDay: read.value } } : read;
}

/** Saves what the form of a half-day says, after its effect was read. */
export async function saveHalfDay({ actor, fields, locale }: SentForm, of: HalfDayOfForm): Promise<StaffOutcome> {
  const changing = changingOf(fields, of);
  if (!changing.ok) return { ok: false, refusals: refusalsOfSentence(changing.problems, fields, locale) };
  const saved = await changeHalfDay(actor, { ...changing.value, preview: false });
  if (!saved.ok) return { ok: false, refusals: refusedBeside(saved.refusal, BESIDE) };
  return {
    ok: true,
    done: of.permanence === undefined ? "halfDayAdded" : "halfDayChanged",
    to: `/coordination/permanences/${saved.value.permanence ?? ""}`,
  };
}

/** Reads the form of a half-day, for its page to show what it would do. */
export function lookAtHalfDay({ fields, locale }: SentForm, of: HalfDayOfForm): StaffOutcome {
  const changing = changingOf(fields, of);
  return { ok: false, refusals: changing.ok ? {} : refusalsOfSentence(changing.problems, fields, locale) };
}

/** What a page of a half-day shows of the form that was sent to it. */
export const effectOfHalfDay = (actor: StaffActor, typed: TypedForm | undefined, of: HalfDayOfForm) =>
  effectOf(typed, ["regle", "revenir"], async (fields) => {
    const changing = changingOf(fields, of);
    // What is wrong in the form was said when it was sent.
    if (!changing.ok) return { ok: false, refusals: {} };
    const looked = await changeHalfDay(actor, { ...changing.value, preview: true });
    return looked.ok ? looked : { ok: false, refusals: refusedBeside(looked.refusal, BESIDE) };
  });

const BESIDE = {
  "no-own-place": ["place", "no-such-place"],
  "begins-in-the-past": "date",
  "permanence-closed": ["form", "half-day-over"],
  "closed-then": "date",
  "no-series": ["form", "not-found"],
  "changed-meanwhile": ["form", "effect-changed"],
} as const satisfies FieldsOfRefusals;
