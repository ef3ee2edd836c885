import { answerNew } from "#app/[locale]/coordination/form-preview.ts";
import { lookAtSeries, saveSeriesForm } from "#app/[locale]/coordination/regles/save-series.ts";

/** The forms of a new series. */
export const POST = answerNew("/coordination/regles/creer", "regle", { look: lookAtSeries, save: saveSeriesForm });
