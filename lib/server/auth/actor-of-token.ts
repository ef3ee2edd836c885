import type { StaffRole } from "../../access/actor.ts";
import { db } from "../db.ts";
import { claimedId, opens } from "../secrets.ts";
import { noteKnown } from "./known-here.ts";
import type { StaffActor } from "./options.ts";

/** The bearer token that a request shows, empty when it is cut short; undefined when it shows none. */
export const bearerOf = (headers: Pick<Headers, "get">): string | undefined =>
  /^Bearer(?: +|$)(.*)$/i.exec(headers.get("authorization") ?? "")?.[1];

/** The person a token speaks for, with the roles she has today; undefined when it opens nothing or was revoked. */
export async function actorOfToken(token: string | undefined): Promise<StaffActor | undefined> {
  const id = token === undefined ? undefined : claimedId(token);
  if (token === undefined || id === undefined) return undefined;
  const row = await db.apiToken.findUnique({
    where: { id },
    select: {
      userId: true,
      generation: true,
      revokedAt: true,
      user: { select: { memberships: { select: { organisationId: true, role: true } } } },
    },
  });
  if (!row || row.revokedAt || !opens(token, "token", id, row.generation)) return undefined;
  noteKnown(token);
  // The database's CHECK on membership.role keeps it to these words.
  const roles = row.user.memberships.map(({ organisationId, role }) => ({
    organisation: organisationId,
    role: role as StaffRole,
  }));
  return { kind: "staff", user: row.userId, by: "token", roles };
}
