import { isScope, type Scope } from "#lib/access/scope.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant, MINUTE, type Instant } from "#lib/time/instant.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { env } from "#lib/server/env.ts";
import { logUnexpected } from "#lib/server/log.ts";
import { claimedId, opens, secretOf } from "#lib/server/secrets.ts";
import { accountOfEmail } from "./account-of-email.ts";
import { rolesOfAccounts } from "./roles-of-accounts.ts";
import { noteVerified } from "./verified-credentials.ts";
import type { StaffActor } from "./options.ts";

const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The bearer token of a request; an empty text when the header has no token after `Bearer`; undefined without it. */
export const bearerOf = (headers: Pick<Headers, "get">): string | undefined =>
  /^Bearer(?: +|$)(.*)$/i.exec(headers.get("authorization") ?? "")?.[1];

/**
 * The account of a token with its present roles and the token's scopes; undefined when it is unknown, expired or was
 * revoked.
 */
export async function actorOfToken(token: string | undefined): Promise<StaffActor | undefined> {
  const row = await rowOfToken(token);
  const now = clock.now();
  if (token === undefined || row === undefined || endOf(row) <= now) return undefined;
  noteVerified(token);
  await noteUse(row, now);
  const rolesOf = await rolesOfAccounts(db, [row.userId], now);
  return { kind: "staff", user: row.userId, by: "token", roles: rolesOf(row.userId), scopes: scopesOf(row) };
}

/** Whether this token was made here, was not revoked, and has expired. */
export async function isExpired(token: string | undefined): Promise<boolean> {
  const row = await rowOfToken(token);
  return row !== undefined && endOf(row) <= clock.now();
}

async function rowOfToken(token: string | undefined) {
  const id = token === undefined ? undefined : claimedId(token);
  if (token === undefined || id === undefined) return undefined;
  const row = await db.apiToken.findUnique({
    where: { id },
    select: {
      id: true,
      userId: true,
      generation: true,
      createdAt: true,
      revokedAt: true,
      scopes: true,
      expiresAt: true,
      lastUsedAt: true,
      user: { select: { anonymisedAt: true } },
    },
  });
  return row && !row.revokedAt && !row.user.anonymisedAt && opens(token, "token", id, row.generation) ? row : undefined;
}

/** When a token ends or ended. */
export const endOf = ({ expiresAt }: { readonly expiresAt: Date }): Instant => instant(expiresAt.getTime());

/** What a token may be used for. */
export const scopesOf = ({ scopes }: { readonly scopes: readonly string[] }): readonly Scope[] =>
  scopes.filter(isScope);

/**
 * Notes the hour of the use, once an hour. A database that cannot write just then does not keep a program from reading.
 */
async function noteUse({ id, lastUsedAt }: { readonly id: string; readonly lastUsedAt: Date | null }, now: Instant) {
  const hour = toDate(instant(now - (now % HOUR)));
  if (lastUsedAt !== null && lastUsedAt >= hour) return;
  await db.apiToken
    .updateMany({
      where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: hour } }] },
      data: { lastUsedAt: hour },
    })
    .catch(logUnexpected);
}

/** What a new token is for, by which scopes, and for how many days; without `days` those of the setting TOKEN_DAYS. */
export type TokenWanted = {
  readonly email: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly days?: number | undefined;
};

/**
 * Makes a bearer token for the account of that e-mail address, under a name that says what it is for. The token is
 * shown once and not stored. Refused `name-taken` when the account has a valid token of that name.
 */
export async function makeToken({
  email,
  name,
  scopes,
  days = env.TOKEN_DAYS,
}: TokenWanted): Promise<Result<string, "no-such-account" | "name-taken">> {
  const account = await accountOfEmail(db, email);
  if (account === undefined) return refuse("no-such-account");
  const now = clock.now();
  const live = { userId: account, name, revokedAt: null };
  const namesakes = await db.apiToken.findMany({ where: live, select: { expiresAt: true } });
  if (namesakes.some((one) => endOf(one) > now)) return refuse("name-taken");
  const { id, generation } = await db.apiToken.create({
    data: {
      ...live,
      scopes: [...scopes],
      createdAt: toDate(now),
      expiresAt: toDate(instant(now + days * DAY)),
    },
    select: { id: true, generation: true },
  });
  return accept(secretOf("token", id, generation));
}

/** Revokes the tokens of that name and account: a request that shows one is answered 401. */
export async function revokeToken(email: string, name: string): Promise<Result<void, "no-such-token">> {
  const account = await accountOfEmail(db, email);
  if (account === undefined) return refuse("no-such-token");
  const { count } = await db.apiToken.updateMany({
    where: { userId: account, name, revokedAt: null },
    data: revoked(),
  });
  return count === 0 ? refuse("no-such-token") : accept(undefined);
}

/** What revoking changes in a row: no link of the generation before opens anything. */
export const revoked = () => ({ revokedAt: toDate(clock.now()), generation: { increment: 1 } });
