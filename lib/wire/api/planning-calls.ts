import { z } from "zod";
import { cancelPermanenceBody, changeLanesBody } from "../planning/planning.ts";
import type { Call } from "./call.ts";
import { writtenMoment } from "../moment.ts";
import { assignBody, unassignBody, wireAssignment } from "../planning/assignments.ts";

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
    name: "listAssignments",
    method: "GET",
    path: "/api/v1/permanences/{id}/assignments",
    who: ["staff"],
    scope: "planning",
    summary: "Who is planned at a half-day, at which table and from when to when.",
    answers: { 200: z.object({ assignments: z.array(wireAssignment) }) },
    problems: [],
  },
  {
    name: "assignPerson",
    method: "POST",
    path: "/api/v1/permanences/{id}/assignments",
    who: ["staff"],
    scope: "planning",
    summary:
      "Plans somebody at a half-day: at `table`, else the next free one; from `startsAt` to `endsAt`, else for all that is left of it. Sent again: `planned-here`. `planned-elsewhere` says where and when.",
    body: assignBody,
    answers: { 201: wireAssignment },
    problems: [
      "half-day-cancelled",
      "half-day-over",
      "outside-half-day",
      "no-role-there",
      "absent",
      "planned-here",
      "planned-elsewhere",
      "table-taken",
      "no-table-left",
      "state-changed",
    ],
  },
  {
    name: "unassignPerson",
    method: "DELETE",
    path: "/api/v1/permanences/{id}/assignments",
    who: ["staff"],
    scope: "planning",
    summary:
      "Takes somebody off a half-day: `assignment` is an id of the list. Of one that has begun, what has passed stays.",
    body: unassignBody,
    answers: { 204: "nothing" },
    problems: ["half-day-cancelled", "half-day-over", "state-changed"],
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
