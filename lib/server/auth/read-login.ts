import { createHash } from "node:crypto";
import { secondFactorDueAt, signInLevelOf, WITH_SECOND_FACTOR, type SignInLevel } from "#lib/access/second-factor.ts";
import type { Role } from "#lib/access/actor.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { clock } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { env } from "#lib/server/env.ts";
import { isOfTablet } from "./cookies.ts";
import { lastsAt, rolesOfAccounts } from "./roles-of-accounts.ts";

/**
 * The hash under which a login is stored: the token itself is not in the database. That of a shared tablet is made in
 * another way, so that it is never taken for a whole login.
 */
export const hashOfLogin = (token: string): string =>
  createHash("sha256")
    .update(isOfTablet(token) ? `tablet-login\0${token}` : token)
    .digest("base64url");

/**
 * A login with its account, its present roles, and how far it is signed in; undefined for an unknown login and one of
 * an anonymised account.
 */
export async function readLogin(token: string) {
  const found = await db.session.findUnique({
    where: { sessionToken: hashOfLogin(token) },
    include: { user: { include: { secondFactor: { select: { confirmedAt: true } } } } },
  });
  // A sign-in that ran beside the anonymising may have left a login.
  if (!found || found.user.anonymisedAt) return undefined;
  const now = clock.now();
  const {
    user: { secondFactor, ...user },
    ...session
  } = found;
  const roles = (await rolesOfAccounts(db, [user.id], now))(user.id);
  const facts = {
    factorSince: secondFactor ? instant(secondFactor.confirmedAt.getTime()) : undefined,
    givenAt: session.secondFactorAt ? instant(session.secondFactorAt.getTime()) : undefined,
    due: secondFactor ? undefined : await secondFactorDue(user.id, roles),
  };
  // What a shared tablet may do is narrowed to the line of one half-day, whoever's name was chosen.
  const standing: SignInLevel = session.permanenceId === null ? signInLevelOf(facts, now) : "full";
  return { user, session, roles, standing };
}

/**
 * Whether those of such a role have to have a second factor: in production, always. A demonstration and tests ask for
 * one that was set up, and require none.
 */
const isRequired = (): boolean => env.APP_ENV === "production";

/**
 * When an account without second factor has to have one; undefined when it need not: it has no such role, or this is a
 * demonstration. Asks the database for accounts with one alone.
 */
export async function secondFactorDue(account: string, roles: readonly Role[]): Promise<Instant | undefined> {
  if (!isRequired() || !roles.some(({ role }) => WITH_SECOND_FACTOR.includes(role))) return undefined;
  const rows = await db.membership.findMany({
    where: { userId: account, role: { in: [...WITH_SECOND_FACTOR] }, ...lastsAt(clock.now()) },
    select: { givenAt: true },
  });
  return secondFactorDueAt(rows.map(({ givenAt }) => instant(givenAt.getTime())));
}
