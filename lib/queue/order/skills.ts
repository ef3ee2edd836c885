import type { Instant } from "../../time/instant.ts";
import type { Desk, LineState } from "../line/line-state.ts";
import { inTurn } from "./order.ts";
import type { UncalledVisit, Visit } from "../line/visit.ts";

/** Whether this desk may help with her topic. A desk without a list takes all; a topic nobody named is asked at the desk. */
export const mayServe = (desk: Pick<Desk, "topics">, visit: Pick<Visit, "topic">): boolean =>
  desk.topics.length === 0 || visit.topic === undefined || desk.topics.includes(visit.topic);

/** The first in turn whom this desk may serve: offered when whoever is next is not for it. The rule itself never steers. */
export const nextItMayServe = (state: LineState, desk: Pick<Desk, "topics">, now: Instant): UncalledVisit | undefined =>
  inTurn(state, now).find((visit) => mayServe(desk, visit));
