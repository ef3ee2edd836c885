import { answerNew } from "#app/[locale]/coordination/form-preview.ts";
import { lookAtDisruption, saveDisruption, SETTLE } from "#app/[locale]/coordination/imprevu/disruption-forms.ts";

/** The forms of « Imprévu »: what is done about each half-day, then the button that does it. */
export const POST = answerNew("/coordination/imprevu", SETTLE, { look: lookAtDisruption, save: saveDisruption });
