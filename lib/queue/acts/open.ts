import { accept, refuse } from "../../result.ts";
import type { CommandOf, DeskTaken } from "../line/commands.ts";
import { deskOf, freedFrom } from "../line/desks.ts";
import type { Decision, QueueEvent } from "../line/events.ts";
import { occupantOf, type LineState } from "../line/line-state.ts";
import type { QueueRefusal } from "../line/refusal.ts";

/**
 * A person confirms that the permanence is open, with the desks that are present. When another tablet has opened
 * it already, the desks are taken and nothing is refused for it.
 */
export function open(state: LineState, command: CommandOf<"open">): Decision {
  for (const taken of command.desks) {
    const obstacle = obstacleTo(state, taken);
    if (obstacle) return refuse(obstacle);
  }
  return accept(
    state.status === "open" ? newlyTaken(state, command.desks) : [{ type: "opened", desks: command.desks }],
  );
}

/** A conseiller sits down at a desk; the desk where the same person sat before is free again. */
export function takeDesk(state: LineState, command: CommandOf<"take-desk">): Decision {
  if (state.status !== "open") return refuse("permanence-not-open");
  const obstacle = obstacleTo(state, command);
  return obstacle ? refuse(obstacle) : accept(newlyTaken(state, [command]));
}

/** The database numbers desks 1 to 20. */
const LAST_DESK = 20;

function obstacleTo(state: LineState, taken: DeskTaken): QueueRefusal | undefined {
  if (!Number.isInteger(taken.desk) || taken.desk < 1 || taken.desk > LAST_DESK) return "not-found";
  const conseiller = taken.conseiller;
  const held = state.desks.some(
    (desk) =>
      desk.number === taken.desk &&
      desk.state !== "left" &&
      desk.conseiller !== undefined &&
      desk.conseiller !== conseiller,
  );
  const sitsWithSomebody =
    conseiller !== undefined &&
    state.desks.some(
      (desk) =>
        desk.conseiller === conseiller &&
        desk.number !== taken.desk &&
        desk.state !== "left" &&
        occupantOf(state, desk.number),
    );
  return held || sitsWithSomebody ? "desk-busy" : undefined;
}

/** Whoever moves from another desk frees those handed over to it. */
const newlyTaken = (state: LineState, desks: readonly DeskTaken[]): readonly QueueEvent[] =>
  desks
    .filter(
      (taken) =>
        !state.desks.some(
          (desk) => desk.number === taken.desk && desk.state === "present" && desk.conseiller === taken.conseiller,
        ),
    )
    .flatMap((taken) => [{ type: "desk-taken", ...takenOf(taken) }, ...leftBehind(state, taken)]);

const takenOf = ({ desk, conseiller, topics }: DeskTaken): DeskTaken => ({
  desk,
  ...(conseiller !== undefined && { conseiller }),
  ...(topics !== undefined && { topics }),
});

function leftBehind(state: LineState, { desk, conseiller }: DeskTaken): readonly QueueEvent[] {
  const former = deskOf(state, conseiller);
  return former && former.number !== desk ? freedFrom(state, former.number) : [];
}
