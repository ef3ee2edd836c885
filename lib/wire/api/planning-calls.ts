import { z } from "zod";
import { cancelPermanenceBody, changeLanesBody } from "../planning.ts";
import type { Call } from "./call.ts";
import { writtenMoment } from "../moment.ts";

const elsewhere = z.object({
  permanence: z.uuid(),
  startsAt: writtenMoment,
  endsAt: writtenMoment,
  access: z.enum(["walk-in", "appointment", "mixed"]),
  free: z.int(),
  place: z.object({ slug: z.string(), name: z.string() }),
});
const cancelled = z.object({
  preview: z.boolean(),
  appointments: z.int(),
  waiting: z.int(),
  beingHelped: z.int(),
  alternatives: z.array(elsewhere),
});

const beside = z.object({
  id: z.uuid(),
  code: z.string().exactOptional(),
  topics: z.array(z.string()),
  reachable: z.boolean(),
  startsAt: writtenMoment,
  endsAt: writtenMoment,
  bookedAt: writtenMoment,
});
const lanes = z.object({
  bookableLanes: z.int(),
  bookableShare: z.number(),
  warning: z.boolean(),
  overbooked: z.array(beside),
});

/** The calls of the API with which coordinators change a planned half-day. */
export const planningCalls: readonly Call[] = [
  {
    name: "cancelPermanence",
    method: "POST",
    path: "/api/v1/permanences/{id}/cancel",
    who: ["staff"],
    scope: "planning",
    summary: "Cancels a half-day; with `preview: true` only answers what the cancellation would do.",
    body: cancelPermanenceBody,
    answers: { 200: cancelled },
    problems: ["permanence-closed", "desk-busy", "state-changed", "personal-number-refused"],
  },
  {
    name: "changeLanes",
    method: "POST",
    path: "/api/v1/permanences/{id}/lanes",
    who: ["staff"],
    scope: "planning",
    summary:
      "Changes the number of bookable lanes of a half-day and answers the appointments that are left without a lane. No appointment is moved.",
    body: changeLanesBody,
    answers: { 200: lanes },
    problems: ["permanence-closed", "too-many-lanes", "slot-taken"],
  },
];
