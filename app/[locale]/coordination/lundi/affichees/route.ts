import { act, answerForm } from "#app/staff-form.ts";
import { hangPosters } from "#lib/server/schedule/posters/hang-posters.ts";

const PLACE = "place:";

const postersOf = (fields: Readonly<Record<string, string>>) =>
  Object.entries(fields)
    .filter(([name]) => name.startsWith(PLACE))
    .map(([name, seen]) => ({ place: name.slice(PLACE.length), seen }));

/**
 * « C’est affiché »: a field `place:<id>` for each poster that hangs now, with the version of what it said. `lieu` in
 * the address: the slug of the place whose poster holds the form; without it the form stands on the Monday page.
 */
export const POST = answerForm(
  ({ query }) => (/^[a-z\d-]+$/u.test(query("lieu")) ? `/lieux/${query("lieu")}/affiche` : "/coordination/lundi"),
  "affichees",
  act({
    run: ({ actor, fields }) => hangPosters(actor, postersOf(fields)),
    done: (_hung, { fields }) => (postersOf(fields).length === 1 ? "posterHung" : "postersHung"),
    beside: { "changed-meanwhile": ["form", "state-changed"] },
  }),
);
