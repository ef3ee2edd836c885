import { accept, refuse, type Result } from "#lib/result.ts";
import type { TopicsTaken } from "#lib/schedule/topic.ts";
import type { Instant } from "#lib/time/instant.ts";
import { deskLeftAt, deskOf } from "#lib/queue/line/line-state.ts";
import type { SentAct, Stamp } from "#lib/queue/line/envelope.ts";
import { occupantOf, type Desk, type LineState } from "#lib/queue/line/line-state.ts";
import { freedFrom } from "./hand-over.ts";
import type { VisitBack } from "./pause.ts";

/**
 * A desk and who sits there. `topics`: what that person may serve, from their assignment, set by the server;
 * without it the desk keeps the topics it had.
 */
export type SeatedDesk = {
  readonly desk: number;
  readonly conseiller?: string;
  readonly topics?: TopicsTaken;
};

export type TakeDesk = { readonly type: "take-desk" } & SeatedDesk;

export type DeskTaken = { readonly type: "desk-taken" } & SeatedDesk;

/**
 * `desk-busy`: somebody else holds the desk, or the person leaves somebody behind at their former one.
 * `seated-elsewhere`: the same, and the former one is of another half-day, of which only the server knows (`receive`).
 */
export type SeatRefusal = "not-found" | "desk-busy" | "seated-elsewhere";
export type TakeDeskRefusal = SeatRefusal | "permanence-not-open";

/** A conseiller sits down at a desk; the desk where the same person sat before is free again. */
export function takeDesk(
  state: LineState,
  command: SentAct<TakeDesk>,
): Result<readonly (DeskTaken | VisitBack)[], TakeDeskRefusal> {
  if (state.status !== "open") return refuse("permanence-not-open");
  const refusal = whyNotSeated(state, command);
  return refusal ? refuse(refusal) : accept(seatingEvents(state, [command]));
}

/** The person sits at the desk, and their former one is left. */
export const deskTaken = (state: LineState, event: DeskTaken, { at }: Stamp): LineState => ({
  ...state,
  desks: seated(state.desks, event, at),
});

/** The database numbers desks 1 to 20. */
export const LAST_DESK = 20;

/** Why this person cannot sit down at this desk. */
export function whyNotSeated(state: LineState, { desk: number, conseiller }: SeatedDesk): SeatRefusal | undefined {
  if (!Number.isInteger(number) || number < 1 || number > LAST_DESK) return "not-found";
  const isHeld = state.desks.some(
    (desk) =>
      desk.number === number &&
      desk.state !== "left" &&
      desk.conseiller !== undefined &&
      desk.conseiller !== conseiller,
  );
  const leavesSomebody =
    conseiller !== undefined &&
    state.desks.some(
      (desk) =>
        desk.conseiller === conseiller &&
        desk.number !== number &&
        desk.state !== "left" &&
        occupantOf(state, desk.number),
    );
  return isHeld || leavesSomebody ? "desk-busy" : undefined;
}

/** The events of those who sit down anew. Who moves from another desk frees the people handed over to it. */
export const seatingEvents = (state: LineState, desks: readonly SeatedDesk[]): readonly (DeskTaken | VisitBack)[] =>
  desks
    .filter(
      (taken) =>
        !state.desks.some(
          (desk) => desk.number === taken.desk && desk.state === "present" && desk.conseiller === taken.conseiller,
        ),
    )
    .flatMap((taken) => [{ type: "desk-taken", ...seatOf(taken) }, ...freedByMove(state, taken)]);

const seatOf = ({ desk, conseiller, topics }: SeatedDesk): SeatedDesk => ({
  desk,
  ...(conseiller !== undefined && { conseiller }),
  ...(topics !== undefined && { topics }),
});

function freedByMove(state: LineState, { desk, conseiller }: SeatedDesk): readonly VisitBack[] {
  const former = deskOf(state, conseiller);
  return former && former.number !== desk ? freedFrom(state, former.number) : [];
}

/** The desks once somebody has sat down. A person sits at one desk at a time: their former one is left. */
export function seated(
  desks: readonly Desk[],
  { desk: number, conseiller, topics }: SeatedDesk,
  at: Instant,
): readonly Desk[] {
  const former = desks.find((desk) => desk.number === number);
  const others = desks
    .filter((desk) => desk.number !== number)
    .map((desk) => (conseiller !== undefined && desk.conseiller === conseiller ? deskLeftAt(desk, at) : desk));
  const taken: Desk = {
    number,
    ...(conseiller !== undefined && { conseiller }),
    state: "present",
    since: at,
    topics: topics ?? former?.topics ?? "every",
    ...(former?.formerly && { formerly: former.formerly }),
  };
  return [...others, taken].sort((a, b) => a.number - b.number);
}
