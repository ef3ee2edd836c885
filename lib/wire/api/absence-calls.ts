import { z } from "zod";
import { absenceEffect, noteAbsenceBody, removeAbsenceBody, wireAbsence } from "../planning/absences.ts";
import type { Call } from "./call.ts";

/** The calls of the API with which coordinators note absences (docs/api.md#coordination-by-a-program). */
export const absenceCalls: readonly Call[] = [
  {
    name: "listAbsences",
    method: "GET",
    path: "/api/v1/absences",
    who: ["staff"],
    scope: "planning",
    summary: "The absences that an organisation (its id) entered and that are not over, the next first; never why.",
    query: { organisation: z.uuid() },
    answers: { 200: z.object({ absences: z.array(wireAbsence) }) },
    problems: ["malformed"],
  },
  {
    name: "noteAbsence",
    method: "POST",
    path: "/api/v1/absences",
    who: ["staff"],
    scope: "planning",
    summary:
      "Notes when somebody is away; with `preview: true` only answers what that would touch. What is an absence already stays, the rest is written; sent again: `away-already`.",
    body: noteAbsenceBody,
    answers: { 200: absenceEffect, 201: absenceEffect },
    problems: ["not-found", "away-already", "already-over", "state-changed"],
  },
  {
    name: "removeAbsence",
    method: "DELETE",
    path: "/api/v1/absences",
    who: ["staff"],
    scope: "planning",
    summary: "Takes an absence back. Of one that has begun, what has passed stays.",
    body: removeAbsenceBody,
    answers: { 204: "nothing" },
    problems: ["not-found", "already-over"],
  },
];
