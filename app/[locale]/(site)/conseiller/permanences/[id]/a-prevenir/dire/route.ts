import { act, answerForm } from "#app/staff-form.ts";
import { noteNotToldByTeam, noteToldByTeam } from "#lib/server/booking/to-tell/told-by-team.ts";
import { toldByTeamForm } from "#lib/wire/booking/told-by-team.ts";

/**
 * One of the team notes that a person is told, or not yet. `rendez-vous` of the address: whose form it is; `liste`:
 * that it stands on the page of all half-days.
 */
export const POST = answerForm(
  ({ part, query }) =>
    query("liste") === "tout" ? "/conseiller/a-rappeler" : `/conseiller/permanences/${part("id")}/a-prevenir`,
  ({ query }) => `dire-${query("rendez-vous")}`,
  act({
    form: toldByTeamForm,
    run: ({ actor }, { appointment, seen, said }) =>
      said === "yes" ? noteToldByTeam(actor, appointment, seen) : noteNotToldByTeam(actor, appointment),
    done: (_told, { fields }) => (fields["said"] === "yes" ? "personTold" : "personNotTold"),
  }),
);
