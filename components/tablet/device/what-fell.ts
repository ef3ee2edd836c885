import { visitNamedIn, type Command } from "#lib/queue/acts/acts.ts";
import type { KeptCommand } from "./outbox.ts";

/**
 * What fell with refused acts (`dependentsOf`), and where it is told: with the refusal of an act on the same person, or
 * beside it in a sentence of its own. An undo needs no word, nor does what it took back.
 */
export type WhatFell = {
  /**
   * By the id of a refused act: the later acts on its person, in their order. Those of the same tap do not count as
   * later.
   */
  readonly later: ReadonlyMap<string, readonly Command[]>;
  /**
   * The acts on people whom no refused act is about (« Terminer et appeler le 103 »), those of one person together, in
   * their order. `isTold`: what was refused of the same tap concerns nobody (« Ouvrir et appeler le 1 »), so that its
   * sentence tells of the whole tap while the person at the tablet still has it before them.
   */
  readonly beside: readonly { readonly acts: readonly [KeptCommand, ...KeptCommand[]]; readonly isTold: boolean }[];
};

const NOTHING: WhatFell = { later: new Map(), beside: [] };

export function whatFell(refused: readonly KeptCommand[], fallen: readonly KeptCommand[]): WhatFell {
  if (fallen.length === 0) return NOTHING;
  const toldOf = new Set(refused.map(whom));
  const takenBack = new Set(fallen.map((command) => command.type === "undo" && command.command));
  const others = fallen.filter(
    (command) => command.type !== "undo" && !takenBack.has(command.id) && !toldOf.has(whom(command)),
  );
  return {
    later: new Map(
      refused.flatMap((command) => {
        const later = fallen.filter((one) => one.at !== command.at && isOnSamePerson(one, command));
        return later.length > 0 ? [[command.id, later] as const] : [];
      }),
    ),
    beside: [...Map.groupBy(others, whom).values()].flatMap(([first, ...more]) =>
      first
        ? [
            {
              acts: [first, ...more] as const,
              isTold: refused.some((one) => one.at === first.at && visitNamedIn(one) === undefined),
            },
          ]
        : [],
    ),
  };
}

/** Whom an act is about; one on nobody is about itself. */
const whom = (command: Command): string => visitNamedIn(command) ?? command.id;

const isOnSamePerson = (one: Command, other: Command): boolean =>
  visitNamedIn(one) !== undefined && visitNamedIn(one) === visitNamedIn(other);
