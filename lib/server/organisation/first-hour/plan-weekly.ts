import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { accept, refuse } from "#lib/result.ts";
import { isUuid } from "#lib/uuid.ts";
import type { SetupProblem } from "#lib/wire/setup-fields.ts";
import { readWeeklySentence } from "#lib/wire/schedule/weekly-sentence.ts";
import { clock } from "#lib/server/clock.ts";
import { transaction } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { SetupRefused } from "#lib/server/organisation/set-up/progress.ts";
import { saveWeekly } from "#lib/server/organisation/set-up/weekly.ts";

/** `series`: the id of the weekly series; `dates`: how many half-days of it were written or changed. */
type PlannedWeekly =
  | { readonly ok: true; readonly value: { readonly series: string; readonly dates: number } }
  | { readonly ok: false; readonly refusal: "not-allowed" }
  | { readonly ok: false; readonly refusal: "to-correct"; readonly problems: readonly SetupProblem[] };

/**
 * An administrator plans a weekly half-day of their organisation with the fields of one sentence
 * (`readWeeklySentence`): the series and its dates a year ahead, as a set-up file does
 * (docs/set-up.md#weekly-half-days). The same sentence twice changes nothing; another one for the hours of a series
 * that stands changes that series and its dates only with the field `change`. Refused: `to-correct`, with every field
 * that is wrong; a place that is not the organisation's own is `no-own-place`, another half-day at those hours
 * `overlaps`, a series that would be changed `series-with-desks` or `series-with-windows`.
 */
export async function planWeekly(
  actor: Actor,
  organisation: string,
  fields: Readonly<Record<string, string>>,
): Promise<PlannedWeekly> {
  if (!isUuid(organisation) || !may(actor, { act: "set-up-organisation", organisation })) return refuse("not-allowed");
  const said = readWeeklySentence(fields);
  if (!said.ok) return { ok: false, refusal: "to-correct", problems: said.problems };
  try {
    return await transaction(async (tx): Promise<PlannedWeekly> => {
      // Two series at once see each other, so that they cannot overlap.
      await tx.$queryRaw`SELECT FROM organisation WHERE id = ${organisation}::uuid FOR NO KEY UPDATE`;
      const { place: id } = said.value;
      const place = isUuid(id)
        ? await tx.place.findFirst({
            where: { id, organisationId: organisation, hidden: false },
            select: { id: true, name: true, timeZone: true },
          })
        : null;
      if (!place) throw new SetupRefused([{ path: "place", code: "no-own-place" }]);
      const now = clock.now();
      const mayChange = fields["change"] !== undefined;
      const sentence = { path: "from", item: said.value };
      const { series, step } = await saveWeekly(tx, organisation, sentence, place, now, mayChange);
      const dates = (step.notes ?? []).reduce(
        (sum, note) => sum + ("count" in note && /^dates-(?:written|changed)$/u.test(note.note) ? note.count : 0),
        0,
      );
      if (step.did !== "unchanged") {
        const data = { weekday: said.value.weekday, dates };
        await appendJournal(tx, actor, { act: "half-days-planned", organisation, place: id, data }, now);
      }
      return accept({ series, dates });
    }, actor);
  } catch (error) {
    if (error instanceof SetupRefused) return { ok: false, refusal: "to-correct", problems: error.problems };
    throw error;
  }
}
