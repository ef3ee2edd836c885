import { z } from "zod";
import {
  deactivateBody,
  endRoleBody,
  giveRoleBody,
  inviteBody,
  peopleQuery,
  wireInvitation,
  wirePerson,
} from "#lib/wire/access/managed-people.ts";
import type { ApiCall } from "./call.ts";

/** What a role of administrator or coordinator needs, for each summary of a call that gives or ends one. */
const LEADING =
  "The roles of administrator and coordinator are changed by an administrator who signed in, not by a token.";

/** The calls of the API with which a program looks after the people of an organisation. */
export const peopleApiCalls: readonly ApiCall[] = [
  {
    name: "listPeople",
    method: "GET",
    path: "/api/v1/people",
    who: ["staff"],
    scope: "people",
    summary:
      "Who has or had a role in an organisation (`organisation`: its name in addresses), and its open invitations; at most 500 each.",
    query: peopleQuery,
    answers: { 200: z.object({ people: z.array(wirePerson), invitations: z.array(wireInvitation) }) },
    problems: ["malformed"],
  },
  {
    name: "invitePerson",
    method: "POST",
    path: "/api/v1/people/invitations",
    who: ["staff"],
    scope: "people",
    summary: `Invites somebody to a role for seven days, and sends the address by mail, in French or English by Accept-Language, where mail is set up. Sent again: \`already-invited\`. ${LEADING}`,
    body: inviteBody,
    answers: { 201: z.object({ id: z.uuid() }) },
    problems: ["own-account", "has-role", "already-invited", "no-such-place", "place-missing", "already-over"],
  },
  {
    name: "giveRole",
    method: "POST",
    path: "/api/v1/people/{account}/roles",
    who: ["staff"],
    scope: "people",
    summary: `Gives a role to somebody who has or had one in this organisation, or changes its places and its last day. ${LEADING}`,
    body: giveRoleBody,
    answers: { 204: "nothing" },
    problems: ["own-account", "last-administrator", "no-such-place", "place-missing", "already-over"],
  },
  {
    name: "endRole",
    method: "POST",
    path: "/api/v1/people/{account}/roles/end",
    who: ["staff"],
    scope: "people",
    summary: `Ends a role at once. Repeating the call gives the same answer. ${LEADING}`,
    body: endRoleBody,
    answers: { 204: "nothing" },
    problems: ["last-administrator"],
  },
  {
    name: "deactivatePerson",
    method: "POST",
    path: "/api/v1/people/{account}/deactivate",
    who: ["staff"],
    scope: "people",
    summary: `Ends every role of somebody in this organisation and what they were invited to; without a role elsewhere their logins and tokens end too. Repeating the call gives the same answer. ${LEADING}`,
    body: deactivateBody,
    answers: { 204: "nothing" },
    problems: ["last-administrator"],
  },
];
