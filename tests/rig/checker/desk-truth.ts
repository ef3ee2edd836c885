import type { Act, Command } from "#lib/queue/acts/acts.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import type { Visit } from "#lib/queue/line/visit.ts";

/** An act on a line with its device and conseiller, as the server completes it. */
export type SentAct = {
  readonly act: Act;
  readonly device: string;
  readonly conseiller: string | undefined;
  readonly expected?: Command["expected"];
};

type DeskCode = "desk-busy" | "desk-not-taken" | "not-your-desk";

/** Whether a refusal about a desk was true in this state of the line. */
export function isDeskTrue(code: DeskCode, { act, conseiller }: SentAct, line: LineState): boolean {
  const mine = line.desks.find((desk) => desk.conseiller === conseiller && desk.state !== "left");
  const isPresent = (number: number): boolean =>
    line.desks.some((desk) => desk.number === number && desk.state === "present");
  const isOccupied = (number: number | undefined, but?: string): boolean =>
    line.visits.some(
      (visit) => (visit.state === "called" || visit.state === "serving") && visit.desk === number && visit.id !== but,
    );
  const isAnothers = (desk: number): boolean =>
    line.desks.some(
      (one) =>
        one.number === desk && one.state !== "left" && one.conseiller !== undefined && one.conseiller !== conseiller,
    );
  const isBeforeAnother = (visit: Visit | null | undefined): boolean =>
    !!visit && (visit.state === "called" || visit.state === "serving") && isAnothers(visit.desk);
  const named = (id: string): Visit | undefined => line.visits.find((visit) => visit.id === id);
  switch (act.type) {
    case "call":
    case "call-next":
      if (code === "desk-busy") return isOccupied(act.desk);
      return code === "desk-not-taken"
        ? !isPresent(act.desk)
        : line.desks.some(
            (desk) => desk.number === act.desk && desk.conseiller !== undefined && desk.conseiller !== conseiller,
          );
    case "leave-desk":
    case "break":
    case "return":
      return code === "desk-busy" ? isOccupied(mine?.number) : code === "desk-not-taken" && mine === undefined;
    case "hand-over":
      return code === "desk-not-taken" && (mine === undefined || !isPresent(act.to) || mine.number === act.to);
    case "open":
      return (
        code === "desk-busy" && act.desks.some((taken) => isHeldFrom(line, taken.desk, taken.conseiller, isOccupied))
      );
    case "take-desk":
      return code === "desk-busy" && isHeldFrom(line, act.desk, act.conseiller ?? conseiller, isOccupied);
    case "start":
    case "finish":
    case "absent":
    case "pause":
    case "leave":
    case "refer":
      return code === "not-your-desk" && isBeforeAnother(named(act.visit));
    case "resume": {
      const visit = named(act.visit);
      if (code === "not-your-desk") return visit?.state === "paused" && isPresent(visit.desk) && isAnothers(visit.desk);
      return code === "desk-busy" && visit?.state === "paused" && isOccupied(visit.desk);
    }
    case "close":
      return code === "desk-busy" && line.visits.some(({ state }) => state === "called" || state === "serving");
    case "undo": {
      const undone = line.undoable.find(({ command }) => command === act.command);
      const before = undone?.before;
      if (code === "not-your-desk") return undone !== undefined && [before, named(undone.visit)].some(isBeforeAnother);
      if (!before || !("desk" in before) || (before.state === "paused" && before.for === "errand")) return false;
      if (code === "desk-busy") return before.state !== "paused" && isOccupied(before.desk, undone.visit);
      return (
        code === "desk-not-taken" &&
        !line.desks.some(
          (desk) => desk.number === before.desk && desk.state === "present" && isStill(desk.conseiller, undone.heldBy),
        )
      );
    }
    default:
      return false;
  }
}

/** Another conseiller has the desk, or this conseiller has a person at another desk. */
const isHeldFrom = (
  line: LineState,
  desk: number,
  conseiller: string | undefined,
  isOccupied: (number: number) => boolean,
): boolean =>
  line.desks.some(
    (one) =>
      one.state !== "left" &&
      (one.number === desk
        ? one.conseiller !== undefined && one.conseiller !== conseiller
        : one.conseiller === conseiller && isOccupied(one.number)),
  );

/** The same conseiller, or one of both is unknown. */
const isStill = (now: string | undefined, then: string | undefined): boolean =>
  now === undefined || then === undefined || now === then;
