import type { AtTheDoor } from "#lib/queue/board/at-the-door.ts";
import type { ToldBoard } from "#lib/queue/board/board.ts";
import type { QueueRefusal } from "#lib/queue/line/refusal.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";
import type { RequestRefusal } from "#lib/wire/problem.ts";

type Found = AtTheDoor<Permanence>;

/** The refusals that tell of the world, by the state of the door that says the same. A pause the door says in the same words already. */
const OF_THE_WORLD: {
  readonly [Refusal in QueueRefusal | RequestRefusal]?: (found: Found, board: ToldBoard | undefined) => boolean;
} = {
  "numbers-stopped": ({ state }) => state === "stopped",
  "numbers-not-given": ({ state }) => state === "not-yet",
  "permanence-closed": ({ state }) => state === "closed",
  "outside-window": ({ state }) => state === "by-appointment",
  "place-offline": ({ state }, board) => state === "take" && board?.alive === false,
  "line-suspended": () => false,
};

/**
 * Whether a refusal that stands in the address of the door is still true: it stays there when the page is loaded again, and
 * the world goes on. What was wrong with the request itself is said in any case.
 */
export const isStillSo = (refusal: string | undefined, found: Found, board: ToldBoard | undefined): boolean =>
  refusal !== undefined && Object.hasOwn(OF_THE_WORLD, refusal)
    ? (OF_THE_WORLD[refusal as keyof typeof OF_THE_WORLD]?.(found, board) ?? true)
    : true;
