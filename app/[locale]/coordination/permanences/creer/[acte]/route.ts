import { answerNew } from "#app/[locale]/coordination/form-preview.ts";
import { lookAtHalfDay, saveHalfDay } from "#app/[locale]/coordination/permanences/save-half-day.ts";

/** The forms of a new half-day. */
export const POST = answerNew("/coordination/permanences/creer", "regle", { look: lookAtHalfDay, save: saveHalfDay });
