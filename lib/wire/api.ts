import { z } from "zod";
import { bookingCalls } from "./api/booking-calls.ts";
import type { Call } from "./api/call.ts";
import { deviceCalls } from "./api/device-calls.ts";
import { lineCalls } from "./api/line-calls.ts";
import { placeCalls } from "./api/place-calls.ts";
import { planningCalls } from "./api/planning-calls.ts";

const description: Call = {
  name: "readDescription",
  method: "GET",
  path: "/api/v1/openapi.json",
  who: ["anyone"],
  summary: "This description.",
  answers: { 200: z.looseObject({ openapi: z.string() }) },
  problems: [],
};

/** Every call of the API. openapi.json is made from this table, and a test holds the route files to it. */
export const calls: readonly Call[] = [
  ...placeCalls,
  ...lineCalls,
  ...bookingCalls,
  ...planningCalls,
  ...deviceCalls,
  description,
];

const patterns = new Map(
  calls.map(({ path }) => [path, new RegExp(`^${path.replaceAll(".", "\\.").replace(/\{\w+\}/g, "[^/]+")}$`)]),
);

/** All calls of an address without query, whatever the method; a written-out one before one with names in it. */
export function callsOf(path: string): readonly Call[] {
  const literal = calls.filter((call) => call.path === path);
  return literal.length > 0 ? literal : calls.filter((call) => patterns.get(call.path)?.test(path));
}

/** The call that answers this method at this address; undefined when the API has none. */
export const callAt = (method: string, path: string): Call | undefined =>
  callsOf(path).find((call) => call.method === (method === "HEAD" ? "GET" : method));
