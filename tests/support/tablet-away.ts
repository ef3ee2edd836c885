import type { Act, Command } from "#lib/queue/acts/acts.ts";
import { at } from "./line.ts";
import type { Neuhof, Server } from "#tests/server/queue/neuhof.ts";

/**
 * A half-day of which one tablet, « tablet-away », is without network. `did`: an act that this tablet did at that time,
 * to be sent once it has network again; `next` names whom a call of the next person showed.
 */
export function tabletAway(server: Server, here: Neuhof) {
  const did = (act: Act, time: string, next?: string): Command =>
    here.command(act, {
      device: "tablet-away",
      atTime: at(time),
      ...(next !== undefined && { expected: { visit: next, state: "waiting" } }),
    });
  /** The figures of the half-day as they stand. */
  const figures = () => server.db.halfDayFigures.findUnique({ where: { permanenceId: here.permanence } });
  /** The same once the job has counted at that time: in the evening of the next day, unless said. */
  const counted = async (time = "40:00") => {
    const { writeFigures } = await import("#lib/server/queue/write-figures.ts");
    await writeFigures(at(time));
    return figures();
  };
  return { did, figures, counted };
}
