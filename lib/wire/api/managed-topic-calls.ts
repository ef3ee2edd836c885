import { z } from "zod";
import { managedTopicBody, offerTopicBody } from "../schedule/topic-body.ts";
import type { Call } from "./call.ts";

/** The calls of the API with which a program looks after the topics of an organisation. */
export const managedTopicCalls: readonly Call[] = [
  {
    name: "createTopic",
    method: "POST",
    path: "/api/v1/topics",
    who: ["staff"],
    scope: "planning",
    once: true,
    summary: "Makes a topic of an organisation, the last in its order; its key is made from its French name and stays.",
    body: managedTopicBody,
    answers: { 201: z.object({ key: z.string() }) },
    problems: [],
  },
  {
    name: "changeTopic",
    method: "PUT",
    path: "/api/v1/topics/{key}",
    who: ["staff"],
    scope: "planning",
    summary:
      "Says anew all that an organisation says of a topic. Without `texts` a standard topic has the standard sentences. The topics of others stay as they are.",
    body: managedTopicBody,
    answers: { 204: "nothing" },
    problems: [],
  },
  {
    name: "offerTopic",
    method: "POST",
    path: "/api/v1/topics/{key}/offered",
    who: ["staff"],
    scope: "planning",
    summary:
      "Switches a topic off or on, everywhere or at one place. What names it already stays. Repeating the call gives the same answer.",
    body: offerTopicBody,
    answers: { 204: "nothing" },
    problems: [],
  },
];
