import { z } from "zod";
import { GIVEN_LEVELS } from "../../calendar/share.ts";
import { namedOrganisation } from "../organisation-name.ts";
import { writtenMoment } from "../moment.ts";
import { changeShareBody, makeShareBody, renewShareBody } from "../calendar/share.ts";
import type { Call } from "./call.ts";
import { link } from "./shapes.ts";

const shown = z.discriminatedUnion("by", [
  z.object({ by: z.literal("places"), places: z.union([z.literal("every"), z.array(z.uuid())]) }),
  z.object({ by: z.literal("series"), series: z.array(z.uuid()) }),
  z.object({ by: z.literal("topics"), topics: z.array(z.string()) }),
]);

const listed = z.object({
  id: z.uuid(),
  name: z.string(),
  receiver: z.string(),
  level: z.enum(GIVEN_LEVELS),
  shows: shown,
  expiresOn: z.iso.date().exactOptional(),
  ended: z.boolean(),
  generation: z.int(),
  frameOrigins: z.array(z.string()),
  lastReadAt: writtenMoment.exactOptional(),
});

/** The addresses of a share: page, feed and data are its secret, the frame is public. */
const addressed = z.object({ id: z.uuid(), generation: z.int(), page: link, feed: link, data: link, frame: link });

/** The calls of the API with which coordinators and administrators share calendars (docs/api.md#coordination-by-a-program). */
export const shareCalls: readonly Call[] = [
  {
    name: "listShares",
    method: "GET",
    path: "/api/v1/shares",
    who: ["staff"],
    scope: "planning",
    summary:
      "The shares that an organisation (its id) gives, without those that were revoked and without their secret addresses.",
    query: { organisation: z.uuid() },
    answers: { 200: z.object({ organisation: namedOrganisation, shares: z.array(listed) }) },
    problems: ["malformed"],
  },
  {
    name: "makeShare",
    method: "POST",
    path: "/api/v1/shares",
    who: ["staff"],
    scope: "planning",
    once: true,
    summary: "Shares a calendar with a partner, which is made when it is named, and answers the secret addresses.",
    body: makeShareBody,
    answers: { 201: addressed },
    problems: ["not-found"],
  },
  {
    name: "changeShare",
    method: "PATCH",
    path: "/api/v1/shares/{id}",
    who: ["staff"],
    scope: "planning",
    summary: "Changes what is sent of a share. Its addresses stay.",
    body: changeShareBody,
    answers: { 204: "nothing" },
    problems: [],
  },
  {
    name: "renewShare",
    method: "POST",
    path: "/api/v1/shares/{id}/renew",
    who: ["staff"],
    scope: "planning",
    summary:
      "Ends the address of that `generation` and answers the one that holds. Repeating the call gives the same answer.",
    body: renewShareBody,
    answers: { 200: addressed },
    problems: [],
  },
  {
    name: "revokeShare",
    method: "DELETE",
    path: "/api/v1/shares/{id}",
    who: ["staff"],
    scope: "planning",
    summary:
      "Revokes a share: its page, feed and frame open nothing any more. Repeating the call gives the same answer.",
    answers: { 204: "nothing" },
    problems: [],
  },
];
