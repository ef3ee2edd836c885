import { z } from "zod";
import { bookingApiCalls } from "./booking-api-calls.ts";
import type { ApiCall } from "./call.ts";
import { deviceApiCalls } from "./device-api-calls.ts";
import { lineApiCalls } from "./line-api-calls.ts";
import { placeApiCalls } from "./place-api-calls.ts";
import { peopleApiCalls } from "./people-api-calls.ts";
import { planningApiCalls } from "./planning-api-calls.ts";
import { ours } from "#lib/wire/bounds.ts";

const description: ApiCall = {
  name: "readDescription",
  method: "GET",
  path: "/api/v1/openapi.json",
  who: ["anyone"],
  summary: "This description.",
  answers: { 200: z.looseObject({ openapi: ours }) },
  problems: [],
};

/**
 * Every call of the API. openapi.json is made from this table, and a test checks that the route files answer exactly
 * these.
 */
export const calls: readonly ApiCall[] = [
  ...placeApiCalls,
  ...lineApiCalls,
  ...bookingApiCalls,
  ...planningApiCalls,
  ...deviceApiCalls,
  ...peopleApiCalls,
  description,
];

const patterns = new Map(
  calls.map(({ path }) => [path, new RegExp(`^${path.replaceAll(".", "\\.").replace(/\{\w+\}/g, "[^/]+")}$`)]),
);

/** The calls with this path (without query), of any method. A fixed path wins over one with parameters. */
export function callsOf(path: string): readonly ApiCall[] {
  const literal = calls.filter((call) => call.path === path);
  return literal.length > 0 ? literal : calls.filter((call) => patterns.get(call.path)?.test(path));
}

/** The call for this method and path; HEAD is answered by GET. Undefined when the API has none. */
export const callAt = (method: string, path: string): ApiCall | undefined =>
  callsOf(path).find((call) => call.method === (method === "HEAD" ? "GET" : method));
