import { z } from "zod";
import { enrolBody, makeDeviceBody } from "#lib/wire/access/device.ts";
import type { ApiCall } from "./call.ts";
import { writtenMoment } from "#lib/wire/moment.ts";
import { ours } from "#lib/wire/bounds.ts";

/** The calls of the API that enrol and revoke devices (docs/api.md#devices). */
export const deviceApiCalls: readonly ApiCall[] = [
  {
    name: "makeDevice",
    method: "POST",
    path: "/api/v1/devices",
    who: ["staff"],
    scope: "planning",
    once: true,
    summary: "Creates a code, valid for ten minutes, with which a browser becomes the kiosk or screen of a place.",
    body: makeDeviceBody,
    answers: { 201: z.object({ id: z.uuid(), code: ours, expiresAt: writtenMoment }) },
    problems: ["not-found", "state-changed", "personal-number-refused"],
  },
  {
    name: "enrolDevice",
    method: "POST",
    path: "/api/v1/devices/enrol",
    who: ["anyone"],
    summary: "Enrols this browser with a code and sets its cookie. At most five tries a minute from one address.",
    body: enrolBody,
    answers: { 200: z.object({ id: z.uuid(), kind: ours, name: ours, place: z.uuid() }) },
    problems: ["not-found"],
  },
  {
    name: "revokeDevice",
    method: "DELETE",
    path: "/api/v1/devices/{id}",
    who: ["staff"],
    scope: "planning",
    summary: "Revokes a device. Repeating the call gives the same answer.",
    answers: { 204: "nothing" },
    problems: [],
  },
];
