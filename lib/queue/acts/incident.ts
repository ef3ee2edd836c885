import { accept, type Result } from "#lib/result.ts";
import { deskFieldOf } from "#lib/queue/line/line-state.ts";
import type { SentAct } from "#lib/queue/line/envelope.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";

/** What may disturb a permanence. Only the kind is kept: no person is named and nothing is described. */
export const INCIDENT_KINDS = ["network", "power", "alarm", "equipment", "illness", "violence", "other"] as const;

export type IncidentKind = (typeof INCIDENT_KINDS)[number];

export type Incident = { readonly type: "incident"; readonly kind: IncidentKind };

export type IncidentNoted = { readonly type: "incident-noted"; readonly kind: IncidentKind; readonly desk?: number };

/** Something disturbed the permanence: noted with the desk of the sender, if they hold one. */
export const noteIncident = (
  state: LineState,
  { kind, conseiller }: SentAct<Incident>,
): Result<readonly IncidentNoted[], never> =>
  accept([{ type: "incident-noted", kind, ...deskFieldOf(state, conseiller) }]);
