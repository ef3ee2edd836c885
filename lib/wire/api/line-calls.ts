import { z } from "zod";
import { wireBoard, wireFollow } from "../board.ts";
import { commands } from "../command.ts";
import { line } from "../line.ts";
import { takeNumberBody } from "../visit.ts";
import type { Call } from "./call.ts";
import { link, moment, secret } from "./shapes.ts";

const followed = wireFollow.extend({ alive: z.boolean(), asOf: moment });
const taken = wireFollow.pick({ number: true, picture: true, ahead: true, wait: true, beforeClosing: true }).extend({ secret, url: link });
const result = z.object({ id: z.uuid(), outcome: z.enum(["applied", "already-applied", "refused"]), refusal: z.string().exactOptional() });

/** The calls about the line: its number, its board, its tablet. */
export const lineCalls: readonly Call[] = [
  {
    name: "takeNumber", method: "POST", path: "/api/v1/permanences/{id}/visits", who: ["door", "device", "staff"], once: true,
    summary: "Takes a number on site: the team by its login, a kiosk as it was enrolled, a phone by the secret of the door's code.",
    body: takeNumberBody, answers: { 201: taken },
    problems: ["numbers-not-given", "numbers-stopped", "permanence-closed", "place-offline", "outside-window", "unknown-topic", "already-here", "state-changed", "line-suspended"],
  },
  {
    name: "followVisit", method: "GET", path: "/api/v1/visits/{secret}", who: ["holder"],
    summary: "Where one stands in the line: who passes before, and about how long it takes.",
    answers: { 200: followed }, problems: [],
  },
  {
    name: "leaveLine", method: "DELETE", path: "/api/v1/visits/{secret}", who: ["holder"],
    summary: "Gives the number up. Again answers the same.",
    answers: { 204: "nothing" }, problems: ["already-called", "state-changed", "permanence-closed"],
  },
  {
    name: "readBoard", method: "GET", path: "/api/v1/permanences/{id}/board", who: ["anyone"],
    summary: "What the room reads: numbers and tables, no name.",
    answers: { 200: wireBoard }, problems: [],
  },
  {
    name: "followBoard", method: "GET", path: "/api/v1/permanences/{id}/live", who: ["anyone"],
    summary: "The board now and after every change, with every number's place, as Server-Sent Events: `event: board`, `id:` its version.",
    answers: { 200: "events" }, problems: [],
  },
  {
    name: "readLine", method: "GET", path: "/api/v1/permanences/{id}/state", who: ["staff"],
    summary: "The line as the tablet holds it. Asking is also how a tablet at rest is heard.",
    answers: { 200: line("UTC") }, problems: [],
  },
  {
    name: "runCommands", method: "POST", path: "/api/v1/permanences/{id}/commands", who: ["staff"],
    summary: "Runs a tablet's acts in their order; a refusal stops nothing, and an act sent five times happens once.",
    body: commands, answers: { 200: z.object({ results: z.array(result), state: line("UTC") }) }, problems: ["personal-number-refused"],
  },
];
