import { z } from "zod";
import { wireToken } from "../access/token.ts";
import type { Call } from "./call.ts";

/** The calls of the API about the tokens of programs (docs/api.md#tokens). A token itself may not make them. */
export const tokenCalls: readonly Call[] = [
  {
    name: "listTokens",
    method: "GET",
    path: "/api/v1/tokens",
    who: ["login"],
    summary: "The tokens of whoever is signed in that were not revoked: scopes, end, and the hour of the last use.",
    answers: { 200: z.object({ tokens: z.array(wireToken) }) },
    problems: [],
  },
  {
    name: "revokeToken",
    method: "DELETE",
    path: "/api/v1/tokens/{id}",
    who: ["login"],
    summary: "Revokes a token of whoever is signed in. Repeating the call gives the same answer.",
    answers: { 204: "nothing" },
    problems: [],
  },
];
