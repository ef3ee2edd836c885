import type { SetupProblem } from "#lib/wire/setup-fields.ts";
import { translatorIn, type TextLocale } from "./translate.ts";

/** The sentence of what is wrong with a field of a set-up file or form, without the name of the field. */
export function sayProblem({ code, what, values }: SetupProblem, locale: TextLocale): string {
  const say = translatorIn(locale, "setup");
  return say(`problem.${code}`, { ...values, ...(what !== undefined && { what: say(`what.${what}`, values) }) });
}
