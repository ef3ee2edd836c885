import { answerNew } from "#app/[locale]/coordination/effect-first.ts";
import { lookAtRule, saveRule } from "#app/[locale]/coordination/regles/save-rule.ts";

/** The forms of a new rule. */
export const POST = answerNew("/coordination/regles/creer", "regle", { look: lookAtRule, save: saveRule });
