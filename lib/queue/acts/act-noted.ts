import type { TurnedAwayFacts } from "./turn-away.ts";

/**
 * An act on people that came after a person had closed the half-day: it changes nothing in the line, which is final,
 * and is kept for the figures and for the team (docs/line.md#what-comes-after-a-persons-close). `act`: the type of its
 * command. `about`: the visit. `desk`: where help began. `appointment`: whose a check-in is. `undoes`: the command that
 * it takes back. `turnedAway`: of somebody who had no number, counted beside the line.
 */
export type ActNoted = {
  readonly type: "act-noted";
  readonly act: string;
  readonly about?: string;
  readonly desk?: number;
  readonly appointment?: string;
  readonly undoes?: string;
  readonly turnedAway?: TurnedAwayFacts;
  readonly conseiller?: string;
};
