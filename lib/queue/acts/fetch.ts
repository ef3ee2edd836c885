import { accept, refuse, type Result } from "#lib/result.ts";
import type { SentAct } from "#lib/queue/line/envelope.ts";
import { visitOf, withVisit, type LineState } from "#lib/queue/line/line-state.ts";
import { hasEnded } from "#lib/queue/line/visit.ts";

/** `on`: whether the person is to be fetched at their turn, or comes by themselves after all. */
export type Fetch = { readonly type: "fetch"; readonly visit: string; readonly on: boolean };

export type VisitToFetch = { readonly type: "visit-to-fetch"; readonly visit: string; readonly on: boolean };

/** `state-changed`: the visit has ended. */
export type FetchRefusal = "not-found" | "state-changed";

/**
 * « On vient vous chercher »: at their turn somebody of the team goes to the person. No cause is asked or kept
 * (docs/line.md#fetching).
 */
export function fetchPerson(state: LineState, command: SentAct<Fetch>): Result<readonly VisitToFetch[], FetchRefusal> {
  const visit = visitOf(state, command.visit);
  if (!visit) return refuse("not-found");
  if (hasEnded(visit)) return refuse("state-changed");
  if ((visit.toFetch ?? false) === command.on) return accept([]);
  return accept([{ type: "visit-to-fetch", visit: visit.id, on: command.on }]);
}

/** The visit as before, to be fetched or not. */
export const visitToFetch = (state: LineState, event: VisitToFetch): LineState =>
  withVisit(state, event.visit, ({ toFetch: _, ...visit }) => ({ ...visit, ...(event.on && { toFetch: true }) }));
