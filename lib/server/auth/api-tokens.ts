import { accept, refuse, type Result } from "../../result.ts";
import { clock, toDate } from "../clock.ts";
import { db } from "../db.ts";
import { claimedId, opens, secretOf } from "../secrets.ts";
import { accountOfEmail } from "./account-of-email.ts";
import { rolesOfAccounts } from "./roles-of-accounts.ts";
import { noteVerified } from "./verified-credentials.ts";
import type { StaffActor } from "./options.ts";

/** The bearer token of a request; an empty text when the header has no token after `Bearer`; undefined without it. */
export const bearerOf = (headers: Pick<Headers, "get">): string | undefined =>
  /^Bearer(?: +|$)(.*)$/i.exec(headers.get("authorization") ?? "")?.[1];

/** The account of a token with its present roles; undefined when the token is unknown or was revoked. */
export async function actorOfToken(token: string | undefined): Promise<StaffActor | undefined> {
  const id = token === undefined ? undefined : claimedId(token);
  if (token === undefined || id === undefined) return undefined;
  const row = await db.apiToken.findUnique({
    where: { id },
    select: {
      userId: true,
      generation: true,
      revokedAt: true,
      user: { select: { anonymisedAt: true } },
    },
  });
  if (!row || row.revokedAt || row.user.anonymisedAt || !opens(token, "token", id, row.generation)) return undefined;
  noteVerified(token);
  const rolesOf = await rolesOfAccounts(db, [row.userId], clock.now());
  return { kind: "staff", user: row.userId, by: "token", roles: rolesOf(row.userId) };
}

/**
 * Makes a bearer token for the account of that e-mail address, under a name that says what it is for. The token is shown
 * once and not stored. Refused `name-taken` when the account has a valid token of that name.
 */
export async function makeToken(
  email: string,
  name: string,
): Promise<Result<string, "no-such-account" | "name-taken">> {
  const account = await accountOfEmail(email);
  if (account === undefined) return refuse("no-such-account");
  const live = { userId: account, name, revokedAt: null };
  if (await db.apiToken.findFirst({ where: live, select: { id: true } })) return refuse("name-taken");
  const { id, generation } = await db.apiToken.create({
    data: { ...live, createdAt: toDate(clock.now()) },
    select: { id: true, generation: true },
  });
  return accept(secretOf("token", id, generation));
}

/** Revokes the tokens of that name and account: a request that shows one is answered 401. */
export async function revokeToken(email: string, name: string): Promise<Result<void, "no-such-token">> {
  const account = await accountOfEmail(email);
  if (account === undefined) return refuse("no-such-token");
  const { count } = await db.apiToken.updateMany({
    where: { userId: account, name, revokedAt: null },
    data: { revokedAt: toDate(clock.now()), generation: { increment: 1 } },
  });
  return count === 0 ? refuse("no-such-token") : accept(undefined);
}
