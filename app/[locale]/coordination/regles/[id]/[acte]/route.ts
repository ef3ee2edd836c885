import { lookAtRule, saveRule, type RuleOfForm } from "#app/[locale]/coordination/regles/save-rule.ts";
import { answerForms, refused, type Act, type Sent, type StaffOutcome } from "#app/staff-form.ts";
import { readRule } from "#lib/server/planning/series/read-rules.ts";

/** An act on the rule of the address, which this person may read. */
const onRule =
  (actOn: (sent: Sent, of: RuleOfForm) => Promise<StaffOutcome> | StaffOutcome): Act =>
  async (sent) => {
    const series = sent.part("id");
    const read = await readRule(sent.actor, series);
    return read.ok ? actOn(sent, { organisation: read.value.organisation.id, series }) : refused("not-found");
  };

/** Which form of the page each address is of, where it is not called so. */
const FORMS: Readonly<Record<string, string>> = { voir: "regle", fin: "arreter" };

/** The forms of a rule: `voir` and `fin` show what a change or its end would do, `enregistrer` saves it. */
export const POST = answerForms(
  ({ part }) => `/coordination/regles/${part("id")}`,
  { voir: onRule(lookAtRule), fin: onRule(lookAtRule), enregistrer: onRule(saveRule) },
  (acte) => FORMS[acte] ?? acte,
);
