import { effectOf } from "#app/[locale]/coordination/form-preview.ts";
import { sentencesOf } from "#app/[locale]/coordination/reglages/save-settings.ts";
import type { SentForm, StaffOutcome } from "#app/staff-form.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { saveSeries, type SavingSeries } from "#lib/server/planning/series/save-series.ts";
import { readSeriesForm } from "#lib/wire/schedule/series-form.ts";
import { isDay } from "#lib/wire/bounds.ts";
import type { SetupProblem, SetupResult } from "#lib/wire/setup-fields.ts";
import { refusedBeside, type FieldsOfRefusals, type FieldRefusals, type TypedForm } from "#lib/wire/staff-form.ts";

type Fields = Readonly<Record<string, string>>;

/** Which series a form is about. `seriesId`: the one that changes; without it a new one. */
export type SeriesOfForm = { readonly organisation: string; readonly seriesId?: string };

/**
 * What the form of a series asks for. With the field `stop` the series ends on its day, and nothing else of the
 * sentence counts. Refused with all that is wrong in its fields.
 */
function savingOf(fields: Fields, of: SeriesOfForm): SetupResult<Omit<SavingSeries, "preview">> {
  const day = fields["fromDate"] ?? "";
  const { sentence, seen } = fields;
  const more = {
    ...of,
    ...(of.seriesId !== undefined && { from: day }),
    ...(sentence && { sentence }),
    ...(seen && { seen }),
  };
  if (fields["stop"] !== undefined)
    return isDay(day)
      ? { ok: true, value: more }
      : {
          ok: false,
          problems: [{ path: "fromDate", code: "missing", what: "day", values: { example: "2027-03-22" } }],
        };
  const read = readSeriesForm(fields);
  return read.ok ? { ok: true, value: { ...more, body: read.value } } : read;
}

/** Saves what the form of a series says, after its effect was read. */
export async function saveSeriesForm(
  { actor, fields, text, locale }: SentForm,
  of: SeriesOfForm,
): Promise<StaffOutcome> {
  const saving = savingOf(fields, of);
  if (!saving.ok) return { ok: false, refusals: refusalsOfSentence(saving.problems, fields, locale) };
  const saved = await saveSeries(actor, { ...saving.value, preview: false });
  if (!saved.ok) return { ok: false, refusals: refusedBeside(saved.refusal, BESIDE) };
  const done = of.seriesId === undefined ? "seriesMade" : saving.value.body ? "seriesChanged" : "seriesEnded";
  const { series } = saved.value;
  const to = new URLSearchParams({
    organisation: text("slug"),
    ...(saving.value.body && series !== undefined && { horaire: series }),
  });
  return { ok: true, done, to: `/coordination/regles?${to}` };
}

/** Reads the form of a series, for its page to show what it would do: without a refusal, the page shows the effect. */
export function lookAtSeries({ fields, locale }: SentForm, of: SeriesOfForm): StaffOutcome {
  const saving = savingOf(fields, of);
  return { ok: false, refusals: saving.ok ? {} : refusalsOfSentence(saving.problems, fields, locale) };
}

/** What a page of a series shows of the form that was sent to it; it does not hang on what residents will read. */
export const effectOfSeries = (actor: StaffActor, typed: TypedForm | undefined, of: SeriesOfForm) =>
  effectOf(typed, ["regle", "arreter"], async ({ sentence: _told, ...fields }) => {
    const saving = savingOf(fields, of);
    // What is wrong in the form was said when it was sent.
    if (!saving.ok) return { ok: false, refusals: {} };
    const looked = await saveSeries(actor, { ...saving.value, preview: true });
    return looked.ok ? looked : { ok: false, refusals: refusedBeside(looked.refusal, BESIDE) };
  });

/**
 * What is wrong in the sentence of a series or a half-day, by its fields. Of a place that was not chosen there is
 * nothing wrong to quote.
 */
export const refusalsOfSentence = (
  problems: readonly SetupProblem[],
  fields: Fields,
  locale: string,
): FieldRefusals => ({
  ...sentencesOf(problems, locale),
  ...((fields["place"] ?? "") === "" && problems.some(({ path }) => path === "place") && { place: "place-not-chosen" }),
});

/** Beside which fields a refusal of saving is said. */
const BESIDE = {
  "no-own-place": ["place", "no-such-place"],
  "begins-in-the-past": "fromDate",
  "sentence-missing": "sentence",
  "personal-number-refused": "sentence",
  "changed-meanwhile": ["form", "effect-changed"],
  // The form reads hours by the same rule, so these do not get here.
  "starts-when-clocks-change": ["from", "malformed"],
  "reversed-span": ["to", "malformed"],
  "too-long": ["to", "malformed"],
  "no-such-weekday": ["weekday", "malformed"],
  "no-such-rhythm": ["rhythm", "malformed"],
} as const satisfies FieldsOfRefusals;
