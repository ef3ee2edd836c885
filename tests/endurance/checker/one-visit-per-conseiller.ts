import { formatTime } from "./format-time.ts";
import type { Replay } from "./replay.ts";

type Spell = { readonly conseiller: string; readonly visit: string; readonly from: number; readonly to: number };

/** No conseiller has two people at once, not even in two half-days. Derived from the calls and what ended them. */
export function oneVisitPerConseiller(replays: readonly Replay[]): readonly string[] {
  const all = replays.flatMap(spellsOf);
  return [...Map.groupBy(all, ({ conseiller }) => conseiller).values()].flatMap((spells) =>
    spells
      .sort((a, b) => a.from - b.from)
      .flatMap((spell, index) => {
        const former = spells[index - 1];
        return former && spell.from < former.to
          ? [`${spell.conseiller} had ${former.visit} and ${spell.visit} at ${formatTime(spell.from)}`]
          : [];
      }),
  );
}

/** The spans from a call or a resumption until the visit is no longer at a desk. */
function spellsOf({ steps }: Replay): readonly Spell[] {
  const open = new Map<string, { readonly conseiller: string; readonly from: number }>();
  const spells: Spell[] = [];
  const end = (visit: string, to: number): void => {
    const held = open.get(visit);
    if (held) spells.push({ ...held, visit, to });
    open.delete(visit);
  };
  for (const { line, event, at } of steps) {
    if (!event) continue;
    for (const visit of line.visits) {
      const conseiller =
        visit.state === "called" || visit.state === "serving"
          ? line.desks.find(({ number }) => number === visit.desk)?.conseiller
          : undefined;
      if (conseiller === undefined) end(visit.id, at);
      else if (open.get(visit.id)?.conseiller !== conseiller) {
        end(visit.id, at);
        open.set(visit.id, { conseiller, from: at });
      }
    }
  }
  for (const visit of [...open.keys()]) end(visit, Infinity);
  return spells;
}
