import { accept, refuse, type Result } from "#lib/result.ts";
import type { Instant } from "#lib/time/instant.ts";
import { isAtAnothers } from "#lib/queue/line/line-state.ts";
import type { SentAct, Stamp } from "#lib/queue/line/envelope.ts";
import { visitOf, withVisit, type LineState } from "#lib/queue/line/line-state.ts";
import { baseOf, helpedSince, inOrder, invalidTransition, type Visit } from "#lib/queue/line/visit.ts";
import { done } from "./serve.ts";

/** Where a person is sent on: values of `structure_de_redirection` in the national report (docs/reports.md#report). */
export const REFERRAL_TARGETS = [
  "administration",
  "mediation_numerique",
  "operateur_ou_organisme_en_charge",
  "aide_sociale",
  "insertion_professionnelle",
  "aide_aux_demarches_administratives",
  "autre",
] as const;

export type ReferralTarget = (typeof REFERRAL_TARGETS)[number];

export type Refer = { readonly type: "refer"; readonly visit: string; readonly target: ReferralTarget };

export type VisitReferred = {
  readonly type: "visit-referred";
  readonly visit: string;
  readonly target: ReferralTarget;
};

/** `state-changed`: the visit has ended. */
export type ReferRefusal = "not-found" | "not-your-desk" | "state-changed";

/** The person is sent on elsewhere. Refused `not-your-desk` when a colleague's desk called or helps them. */
export function refer(state: LineState, command: SentAct<Refer>): Result<readonly VisitReferred[], ReferRefusal> {
  const visit = visitOf(state, command.visit);
  if (!visit) return refuse("not-found");
  if (isAtAnothers(state, visit, command.conseiller)) return refuse("not-your-desk");
  return "endedAt" in visit
    ? refuse("state-changed")
    : accept([{ type: "visit-referred", visit: visit.id, target: command.target }]);
}

/** The visit ends by the referral. Throws when it had ended. */
export const visitReferred = (state: LineState, event: VisitReferred, { at }: Stamp): LineState =>
  withVisit(state, event.visit, (visit) => referred(state, visit, at));

/** `done` when the person was being helped; `redirected` from the line, a call or a pause. */
function referred(state: LineState, visit: Visit, at: Instant): Visit {
  if (visit.state === "serving") return done(state, visit, at);
  if ("endedAt" in visit) return invalidTransition(visit, "redirected");
  return { ...baseOf(visit), state: "redirected", ...helpedSince(visit), endedAt: inOrder(visit, at) };
}
