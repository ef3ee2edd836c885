import { z } from "zod";
import { wireBoard, wireFollow } from "#lib/wire/queue/board.ts";
import { commands, device } from "#lib/wire/queue/command.ts";
import { actKeyBody, signedActs, unsentActsBody } from "#lib/wire/queue/signed-act.ts";
import { findByCodeBody, wireFoundAtTablet } from "#lib/wire/booking/found-at-tablet.ts";
import { line } from "#lib/wire/queue/line.ts";
import type { ProblemCode } from "#lib/wire/problem.ts";
import { checkInBody, takeNumberBody } from "#lib/wire/queue/visit.ts";
import type { ApiCall } from "./call.ts";
import { link, secret } from "./shapes.ts";
import { day, ours } from "#lib/wire/bounds.ts";

const taken = wireFollow
  .pick({ number: true, picture: true, ahead: true, wait: true, beforeClosing: true })
  .extend({ secret, url: link });
const result = z.object({
  id: z.uuid(),
  outcome: z.enum(["applied", "already-applied", "refused"]),
  refusal: ours.exactOptional(),
  /** With `seated-elsewhere`: the half-day at which who acts has somebody at their desk. */
  elsewhere: z.object({ permanence: z.uuid(), place: ours, day, desk: z.int() }).exactOptional(),
});

const hereProblems: readonly ProblemCode[] = [
  "not-today",
  "numbers-not-given",
  "permanence-closed",
  "ask-the-team",
  "state-changed",
];

/**
 * The user whose tablet sends this. Refused with `sign-in-needed` when another user is signed in by now, so that
 * nothing is done in the wrong name.
 */
const by = z.uuid().optional();

/**
 * The device that asks, when it holds no act of who asks that was not answered. The moments that it claims later are
 * not before this reading.
 */
const sentAll = device.optional();

/** The calls of the API about the line: taking a number, the board, the tablet. */
export const lineApiCalls: readonly ApiCall[] = [
  {
    name: "takeNumber",
    method: "POST",
    path: "/api/v1/permanences/{id}/visits",
    who: ["door", "device", "staff"],
    scope: "line",
    once: true,
    summary:
      "Takes a number on site: the team with its login, a kiosk with its cookie, a phone with the secret of the door code.",
    body: takeNumberBody,
    answers: { 201: taken },
    problems: [
      "ask-the-team",
      "numbers-not-given",
      "numbers-stopped",
      "permanence-closed",
      "place-offline",
      "outside-window",
      "unknown-topic",
      "already-here",
      "state-changed",
      "line-suspended",
      "personal-number-refused",
    ],
  },
  {
    name: "checkInByLink",
    method: "POST",
    path: "/api/v1/appointments/{secret}/check-in",
    who: ["device", "staff"],
    scope: "line",
    summary:
      "Checks in a booked person by the secret of their appointment and gives a number. Repeating the call answers the same number with 200.",
    answers: { 200: taken, 201: taken },
    problems: hereProblems,
  },
  {
    name: "checkInAtTheDoor",
    method: "POST",
    path: "/api/v1/permanences/{id}/check-in",
    who: ["device", "staff"],
    scope: "line",
    summary:
      "Checks in a booked person by their hour (`10:30` on the clock of the place) or their code. Repeating the call answers the same number with 200. At most five codes a minute from one device.",
    body: checkInBody,
    answers: { 200: taken, 201: taken },
    problems: hereProblems,
  },
  {
    name: "findByCode",
    method: "POST",
    path: "/api/v1/permanences/{id}/code",
    who: ["login"],
    summary:
      "What the code of an appointment leads to on the tablet of that half-day: the person is expected there, has a number, was offered an hour; or where else they are booked. A shared tablet learns of its half-day alone. At most five codes a minute that find nothing.",
    query: { by },
    body: findByCodeBody,
    answers: { 200: wireFoundAtTablet },
    problems: [],
  },
  {
    name: "readBoard",
    method: "GET",
    path: "/api/v1/permanences/{id}/board",
    who: ["anyone"],
    summary: "The board of the room: numbers and desks, no names.",
    answers: { 200: wireBoard },
    problems: [],
  },
  {
    name: "followBoard",
    method: "GET",
    path: "/api/v1/permanences/{id}/live",
    who: ["anyone"],
    summary:
      "The board now and after every change, with the place of every number, as Server-Sent Events: `event: board`, `id:` its version.",
    answers: { 200: "events" },
    problems: [],
  },
  {
    name: "readLine",
    method: "GET",
    path: "/api/v1/permanences/{id}/state",
    who: ["staff"],
    scope: "read",
    summary: "The whole line, for the tablet. Each request also counts as a heartbeat of the tablet.",
    query: { by, sentAll },
    answers: { 200: line("UTC") },
    problems: ["malformed"],
  },
  {
    name: "runCommands",
    method: "POST",
    path: "/api/v1/permanences/{id}/commands",
    who: ["staff"],
    scope: "line",
    summary:
      "Runs the commands of a tablet in their order. A refused command does not stop the others; a command sent again takes effect once.",
    query: { by },
    body: commands,
    answers: { 200: z.object({ results: z.array(result), state: line("UTC").exactOptional() }) },
    problems: ["personal-number-refused"],
  },
  {
    name: "runSignedCommands",
    method: "POST",
    path: "/api/v1/permanences/{id}/signed-commands",
    who: ["login"],
    summary:
      "Runs acts that colleagues made on this tablet, as theirs, each with the signature of its author's key. One whose author is not proven, or may not run that line, has no result.",
    query: { by },
    body: signedActs,
    answers: { 200: z.object({ results: z.array(result), state: line("UTC").exactOptional() }) },
    problems: [],
  },
  {
    name: "saveActKey",
    method: "POST",
    path: "/api/v1/act-keys",
    who: ["login"],
    summary:
      "Keeps the public half of the key with which this device signs the acts of who is signed in, and ends those of everybody else there. `kept` is false of a key that was ended or is somebody else's.",
    query: { by },
    body: actKeyBody,
    answers: { 200: z.object({ kept: z.boolean() }) },
    problems: [],
  },
  {
    name: "saveUnsentActs",
    method: "PUT",
    path: "/api/v1/unsent-acts",
    who: ["login"],
    summary:
      "Notes which acts of others this device holds that who is signed in cannot send, in place of what it said before. Coordination of their half-days reads it.",
    query: { by },
    body: unsentActsBody,
    answers: { 204: "nothing" },
    problems: [],
  },
];
