import { may } from "#lib/access/may.ts";
import type { Scope } from "#lib/access/scope.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { accountOfEmail } from "./account-of-email.ts";
import { DAY, endOf, revoked, scopesOf } from "./api-tokens.ts";
import type { StaffActor } from "./options.ts";

/** A token that ends within this time is said to end soon, so that there is time to make the next one. */
const SOON = 30 * DAY;

/** Most tokens of one list of one’s own. */
const MOST = 200;

/** A token as it is listed: never the secret itself. `lastUsed`: the hour of its last use. */
export type ListedToken = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly scopes: readonly Scope[];
  readonly created: Instant;
  readonly ends: Instant;
  readonly lastUsed?: Instant;
  readonly state: "valid" | "ends-soon" | "expired";
};

/** The tokens of an account that nobody revoked, expired ones included, the newest first; at most 200. */
export const listTokens = (account: string): Promise<readonly ListedToken[]> => listed({ userId: account }, MOST);

/** All of those of the account with that address, or of every account; for whoever runs the installation. */
export async function listTokensOf(
  email: string | undefined,
): Promise<Result<readonly ListedToken[], "no-such-account">> {
  if (email === undefined) return accept(await listed({}));
  const account = await accountOfEmail(db, email);
  return account === undefined ? refuse("no-such-account") : accept(await listed({ userId: account }));
}

async function listed(where: { readonly userId?: string }, most?: number): Promise<readonly ListedToken[]> {
  const rows = await db.apiToken.findMany({
    where: { ...where, revokedAt: null },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    ...(most !== undefined && { take: most }),
    select: {
      id: true,
      name: true,
      scopes: true,
      createdAt: true,
      expiresAt: true,
      lastUsedAt: true,
      user: { select: { email: true } },
    },
  });
  const now = clock.now();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.user.email,
    scopes: scopesOf(row),
    created: instant(row.createdAt.getTime()),
    ends: endOf(row),
    ...(row.lastUsedAt && { lastUsed: instant(row.lastUsedAt.getTime()) }),
    state: stateAt(endOf(row), now),
  }));
}

function stateAt(ends: Instant, now: Instant): ListedToken["state"] {
  if (ends <= now) return "expired";
  return ends <= now + SOON ? "ends-soon" : "valid";
}

/**
 * The tokens of whoever is signed in. A token is refused `not-allowed`, so that somebody who finds one does not learn
 * of the others.
 */
export async function listOwnTokens(actor: StaffActor): Promise<Result<readonly ListedToken[], "not-allowed">> {
  return mayManage(actor) ? accept(await listTokens(actor.user)) : refuse("not-allowed");
}

/** Revokes a token of whoever is signed in; done twice it is the same. Refused `not-found` for another's token. */
export async function revokeOwnToken(
  actor: StaffActor,
  id: string,
): Promise<Result<void, "not-allowed" | "not-found">> {
  if (!mayManage(actor)) return refuse("not-allowed");
  const own = { id, userId: actor.user };
  if (!isUuid(id) || !(await db.apiToken.findFirst({ where: own, select: { id: true } }))) return refuse("not-found");
  await db.apiToken.updateMany({ where: { ...own, revokedAt: null }, data: revoked() });
  return accept(undefined);
}

const mayManage = (actor: StaffActor): boolean => may(actor, { act: "manage-tokens", account: actor.user });
