import { absenceActs, formOfAbsence } from "#app/[locale]/coordination/equipe/absence-forms.ts";
import { answerForms, type SentForm } from "#app/staff-form.ts";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { absenceAddress, readTeamWeekAddress, teamWeekAddress } from "#lib/wire/planning/team-week-address.ts";

const besideOf = ({ query }: Pick<SentForm, "query">) => readTeamWeekAddress((name) => query(name) || undefined);

/** The forms of somebody's absence. Where the query of the address has a week, they lead back to that week. */
export const POST = answerForms(
  (at) => {
    const beside = besideOf(at);
    const person = at.part("account");
    return beside.day === undefined ? absenceAddress(person, beside) : teamWeekAddress({ ...beside, person });
  },
  absenceActs(async (sent) => {
    const slug = besideOf(sent).organisation ?? sent.fields["slug"];
    const held = await organisationOfPage(sent.actor, "note-absence", slug, "some-place");
    return held && { organisation: held.chosen.id, account: sent.part("account") };
  }),
  formOfAbsence,
);
