import { fill } from "./fill.ts";

/** The forms of one plural sentence, by the category of the language, its number left open as {count}. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

/** Arabic needs 100 for its last form; no language of ours needs more. */
const HIGHEST = 110;

/** All forms of a plural sentence, said once on the server, so that the browser needs no ICU. */
export function pluralForms(locale: string, say: (count: number) => string): PluralForms {
  const rules = new Intl.PluralRules(locale);
  const forms: Partial<Record<Intl.LDMLPluralRule, string>> = {};
  for (let count = 0; count <= HIGHEST; count += 1)
    forms[rules.select(count)] ??= say(count).replace(String(count), "{count}");
  return forms;
}

/** The sentence for that count. */
export const sayPlural = (locale: string, forms: PluralForms, count: number): string =>
  fill(forms[new Intl.PluralRules(locale).select(count)] ?? forms.other ?? "{count}", { count });
