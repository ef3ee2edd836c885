import { z } from "zod";
import { enrolBody, makeDeviceBody } from "../device.ts";
import type { Call } from "./call.ts";
import { writtenMoment } from "../moment.ts";

/** The calls of the API that enrol and revoke devices (docs/api.md#devices). */
export const deviceCalls: readonly Call[] = [
  {
    name: "makeDevice",
    method: "POST",
    path: "/api/v1/devices",
    who: ["staff"],
    once: true,
    summary: "A code, good for ten minutes, that makes a browser the kiosk or screen of a place.",
    body: makeDeviceBody,
    answers: { 201: z.object({ id: z.uuid(), code: z.string(), expiresAt: writtenMoment }) },
    problems: ["not-found", "state-changed", "personal-number-refused"],
  },
  {
    name: "enrolDevice",
    method: "POST",
    path: "/api/v1/devices/enrol",
    who: ["anyone"],
    summary: "Makes this browser the device of a code: sets its cookie. Five tries a minute an address.",
    body: enrolBody,
    answers: { 200: z.object({ id: z.uuid(), kind: z.string(), name: z.string(), place: z.uuid() }) },
    problems: ["not-found"],
  },
  {
    name: "revokeDevice",
    method: "DELETE",
    path: "/api/v1/devices/{id}",
    who: ["staff"],
    summary: "Takes a device away. Again answers the same.",
    answers: { 204: "nothing" },
    problems: [],
  },
];
