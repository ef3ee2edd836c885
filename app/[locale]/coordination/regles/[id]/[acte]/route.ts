import { lookAtSeries, saveSeriesForm, type SeriesOfForm } from "#app/[locale]/coordination/regles/save-series.ts";
import { answerForms, changing, refused, type Act, type SentForm, type StaffOutcome } from "#app/staff-form.ts";
import { fieldsOfSeriesToChange, readSeries } from "#lib/server/planning/series/read-series.ts";
import { WINDOWS_TOGETHER } from "#lib/wire/schedule/series-form.ts";

/** The series of the address from the day on that the form says. */
const seriesOfForm = ({ actor, part, text }: SentForm) => readSeries(actor, part("id"), text("fromDate"));

/** An act on that series, which this person may read. A form that ends it changes nothing else of it. */
const onSeries = (actOn: (sent: SentForm, of: SeriesOfForm) => Promise<StaffOutcome> | StaffOutcome): Act =>
  changing(
    async (sent) => {
      const read = await seriesOfForm(sent);
      return read.ok && sent.fields["stop"] === undefined ? fieldsOfSeriesToChange(read.value) : undefined;
    },
    async (sent) => {
      const read = await seriesOfForm(sent);
      return read.ok
        ? actOn(sent, { organisation: read.value.organisation.id, seriesId: read.value.series.id })
        : refused("not-found");
    },
    { together: [WINDOWS_TOGETHER] },
  );

/** Which form of the page each address is of, where it is not called so. */
const FORMS: Readonly<Record<string, string>> = { voir: "regle", fin: "arreter" };

/** The forms of a series: `voir` and `fin` show what a change or its end would do, `enregistrer` saves it. */
export const POST = answerForms(
  ({ part }) => `/coordination/regles/${part("id")}`,
  { voir: onSeries(lookAtSeries), fin: onSeries(lookAtSeries), enregistrer: onSeries(saveSeriesForm) },
  (acte) => FORMS[acte] ?? acte,
);
