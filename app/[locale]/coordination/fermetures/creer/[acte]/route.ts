import { answerNew } from "#app/[locale]/coordination/form-preview.ts";
import { lookAtClosure, saveClosureOfForm, SENTENCE } from "#app/[locale]/coordination/fermetures/closure-forms.ts";

/** The forms of a new closure. */
export const POST = answerNew("/coordination/fermetures/creer", SENTENCE, {
  look: lookAtClosure,
  save: saveClosureOfForm,
});
