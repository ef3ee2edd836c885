import { z } from "zod";
import { closeBody, closureEffect, listedClosure } from "../schedule/closure.ts";
import type { Call } from "./call.ts";

/** The calls of the API with which coordinators close places (docs/api.md#coordination-by-a-program). */
export const closureCalls: readonly Call[] = [
  {
    name: "listClosures",
    method: "GET",
    path: "/api/v1/closures",
    who: ["staff"],
    scope: "planning",
    summary: "The closures of an organisation (its id) that are not over, those on which somebody decides soon first.",
    query: { organisation: z.uuid() },
    answers: { 200: z.object({ closures: z.array(listedClosure) }) },
    problems: ["malformed", "not-found"],
  },
  {
    name: "closePlace",
    method: "POST",
    path: "/api/v1/closures",
    who: ["staff"],
    scope: "planning",
    once: true,
    summary:
      "Closes a place, or every place of an organisation, and cancels the half-days inside; with `preview: true` only answers what that would do.",
    body: closeBody,
    answers: { 200: closureEffect, 201: closureEffect },
    problems: ["not-found", "no-such-place", "already-over", "closed-already", "state-changed"],
  },
  {
    name: "liftClosure",
    method: "DELETE",
    path: "/api/v1/closures/{id}",
    who: ["staff"],
    scope: "planning",
    summary:
      "Lifts a closure: half-days that it kept can be booked again; those that it cancelled stay so. Repeating the call gives the same answer.",
    answers: { 204: "nothing" },
    problems: ["state-changed"],
  },
];
