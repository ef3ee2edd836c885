import { z } from "zod";
import { createPlaceBody, hidePlaceBody } from "../place/place-body.ts";
import { placeBody } from "../place/place-body.ts";
import type { ProblemCode } from "../problem.ts";
import type { Call } from "./call.ts";

/** Why what is said of a place cannot be kept. */
const UNKEPT: readonly ProblemCode[] = [
  "no-such-commune",
  "no-position",
  "position-elsewhere",
  "far-from-commune",
  "unreadable-hours",
];

/** The calls of the API with which a program looks after the places of an organisation. */
export const managedPlaceCalls: readonly Call[] = [
  {
    name: "createPlace",
    method: "POST",
    path: "/api/v1/places",
    who: ["staff"],
    scope: "planning",
    once: true,
    summary: "Makes a place of an organisation; its slug is made from its name and stays.",
    body: createPlaceBody,
    answers: { 201: z.object({ id: z.uuid(), slug: z.string() }) },
    problems: UNKEPT,
  },
  {
    name: "changePlace",
    method: "PUT",
    path: "/api/v1/places/{id}",
    who: ["staff"],
    scope: "planning",
    summary:
      "Says anew all that is said of a place: what is left out is said no longer. Answers how many columns changed. A later import keeps what was changed.",
    body: placeBody,
    answers: { 200: z.object({ changed: z.int() }) },
    problems: UNKEPT,
  },
  {
    name: "hidePlace",
    method: "POST",
    path: "/api/v1/places/{id}/hidden",
    who: ["staff"],
    scope: "planning",
    summary:
      "Takes a place off every public page, or shows it again. `halfDays`: how many half-days to come the caller knows of; when there are more, `state-changed`.",
    body: hidePlaceBody,
    answers: { 204: "nothing" },
    problems: ["state-changed"],
  },
];
