import { randomUUID } from "node:crypto";
import type { Act } from "#lib/queue/acts/acts.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import type { Actor } from "#lib/access/actor.ts";
import { clock } from "#lib/server/clock.ts";
import { runCommands } from "#lib/server/queue/line-exchange.ts";

/*
 * Acts of conseillers in a server process, of this version or of an earlier one: the bench copies this file into that
 * version. It uses what both have, the commands of a tablet.
 */

/** A conseiller of an organisation. */
export type Acting = { readonly organisation: string; readonly user: string };

/** Them as the server knows who is signed in. */
export const actorOf = ({ organisation, user }: Acting): Extract<Actor, { kind: "staff" }> => ({
  kind: "staff",
  user,
  roles: [{ organisation, role: "conseiller", places: "all" }],
  by: "login",
});

/** People who wait in a line of a bench: a further number is given below it. */
const WAITING = 10;

/** One after the other at desk 1: a call, the beginning of the help, its end, and a new number. */
export function nextAct(state: LineState | undefined): Act {
  const called = state?.visits.find((one) => one.state === "called");
  if (called) return { type: "start", visit: called.id };
  const helped = state?.visits.find((one) => one.state === "serving");
  if (helped) return { type: "finish", visit: helped.id };
  return state && state.visits.filter((one) => one.state === "waiting").length < WAITING
    ? { type: "add-visit", visit: randomUUID() }
    : { type: "call-next", desk: 1 };
}

/**
 * Sends one act: the id of its command, what became of it, and the line afterwards. Throws when the line cannot be
 * acted on.
 */
export async function sendAct(
  who: Acting,
  permanence: string,
  act: Act,
): Promise<{ readonly command: string; readonly outcome: string | undefined; readonly state: LineState }> {
  const command = { id: randomUUID(), at: clock.now(), device: `program-${process.pid % 1_000}`, ...act };
  const ran = await runCommands(actorOf(who), permanence, [command]);
  if (!ran.ok) throw new Error(`The line answers ${ran.refusal}.`);
  return { command: command.id, outcome: ran.value.results[0]?.outcome, state: ran.value.state };
}

/** The line after an act that has to be applied. */
export async function apply(who: Acting, permanence: string, act: Act): Promise<LineState> {
  const { outcome, state } = await sendAct(who, permanence, act);
  if (outcome !== "applied") throw new Error(`An act was not applied: ${outcome}.`);
  return state;
}
