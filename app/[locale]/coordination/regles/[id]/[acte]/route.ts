import { lookAtSeries, saveSeriesForm, type SeriesOfForm } from "#app/[locale]/coordination/regles/save-series.ts";
import { answerForms, refused, type Act, type SentForm, type StaffOutcome } from "#app/staff-form.ts";
import { readSeries } from "#lib/server/planning/series/read-series.ts";

/** An act on the series of the address, which this person may read. */
const onSeries =
  (actOn: (sent: SentForm, of: SeriesOfForm) => Promise<StaffOutcome> | StaffOutcome): Act =>
  async (sent) => {
    const seriesId = sent.part("id");
    const read = await readSeries(sent.actor, seriesId);
    return read.ok ? actOn(sent, { organisation: read.value.organisation.id, seriesId }) : refused("not-found");
  };

/** Which form of the page each address is of, where it is not called so. */
const FORMS: Readonly<Record<string, string>> = { voir: "regle", fin: "arreter" };

/** The forms of a series: `voir` and `fin` show what a change or its end would do, `enregistrer` saves it. */
export const POST = answerForms(
  ({ part }) => `/coordination/regles/${part("id")}`,
  { voir: onSeries(lookAtSeries), fin: onSeries(lookAtSeries), enregistrer: onSeries(saveSeriesForm) },
  (acte) => FORMS[acte] ?? acte,
);
