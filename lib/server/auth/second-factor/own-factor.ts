import { createHmac } from "node:crypto";
import { may } from "#lib/access/may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant, SECOND, type Instant } from "#lib/time/instant.ts";
import { typedCode } from "#lib/wire/access/sign-in.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db, transaction } from "#lib/server/db.ts";
import type { TooOften } from "#lib/server/edge/rate-limit.ts";
import { env } from "#lib/server/env.ts";
import { freshLoginToken, loginCookie, SESSION_SECONDS } from "#lib/server/auth/cookies.ts";
import { appendJournalOfAccount } from "#lib/server/auth/journal-of-account.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { hashOfLogin, secondFactorDue } from "#lib/server/auth/read-login.ts";
import { replaceRecoveryCodes } from "./recovery-codes.ts";
import { sealSecret } from "./sealed-secret.ts";
import { addressOf, lettersOf, SECRET_BYTES, stepOf } from "./totp.ts";
import { machineTime, withCode } from "./try-code.ts";

/** One's own second factor: since when, and how many recovery codes are left. */
export type OwnFactor = { readonly since: Instant; readonly codesLeft: number };

/** The second factor of whoever is signed in; undefined without one. One statement. */
export async function readOwnFactor(actor: StaffActor): Promise<OwnFactor | undefined> {
  if (!mayManage(actor)) return undefined;
  const row = await db.secondFactor.findUnique({
    where: { userId: actor.user },
    select: { confirmedAt: true, _count: { select: { recoveryCodes: true } } },
  });
  return row ? { since: instant(row.confirmedAt.getTime()), codesLeft: row._count.recoveryCodes } : undefined;
}

/**
 * By when somebody has to set a second factor up; undefined for whoever has one, or need not. Two statements, for
 * accounts that have to.
 */
export async function secondFactorToSetUp(actor: StaffActor): Promise<Instant | undefined> {
  const due = await secondFactorDue(actor.user, actor.roles);
  return due === undefined || (await readOwnFactor(actor)) ? undefined : due;
}

/** What an authenticator takes: the secret in letters, and the same as an address for a QR code. */
export type FactorToSetUp = { readonly letters: string; readonly address: string };

/** Who sets a second factor up: their account, and the token of the login of their browser. */
export type SettingUp = { readonly actor: StaffActor; readonly login: string };

/**
 * The secret that this login would set up. It stays the same until it is confirmed, however often the page is loaded,
 * and is another one in every other login: whoever opened the page elsewhere does not know it. Undefined for a login
 * that has ended.
 */
export async function readFactorToSetUp(
  { actor, login }: SettingUp,
  service: string,
): Promise<FactorToSetUp | undefined> {
  if (!mayManage(actor)) return undefined;
  const session = await db.session.findUnique({
    where: { sessionToken: hashOfLogin(login), userId: actor.user },
    select: { secondFactorAt: true, user: { select: { email: true } } },
  });
  if (!session) return undefined;
  const letters = lettersOfLogin(login, session.secondFactorAt);
  return { letters, address: addressOf(letters, service, session.user.email) };
}

/** Derived of the token of the login, which the database does not hold, and of what was set up in it before. */
const lettersOfLogin = (login: string, before: Date | null): string =>
  lettersOf(
    createHmac("sha256", env.APP_SECRET)
      .update(`second-factor-to-set-up\0${login}\0${before?.getTime() ?? ""}`)
      .digest()
      .subarray(0, SECRET_BYTES),
  );

/** What giving or setting up a second factor answers: the cookie of the login, which has a new token from now on. */
type WithLogin = { readonly cookie: string };

/** The same, and when the factor that was given had been set up. */
type Given = WithLogin & { readonly since: Date };

/**
 * Sets the second factor of an account up, with a code of its authenticator, and answers ten recovery codes, which
 * nobody can read again. This login has given it; every other one gives it next. Refused: `wrong-code`; `state-changed`
 * when the account has one already.
 */
export async function setUpSecondFactor(
  { actor, login }: SettingUp,
  typed: string,
): Promise<Result<WithLogin & { readonly codes: readonly string[] }, "not-allowed" | "wrong-code" | "state-changed">> {
  if (!mayManage(actor)) return refuse("not-allowed");
  const code = typedCode.safeParse(typed);
  if (!code.success) return refuse("wrong-code");
  return transaction(async (tx) => {
    const account = actor.user;
    const session = await tx.session.findUnique({
      where: { sessionToken: hashOfLogin(login), userId: account },
      select: { secondFactorAt: true },
    });
    if (!session) return refuse("not-allowed");
    const letters = lettersOfLogin(login, session.secondFactorAt);
    const lastStep = stepOf(letters, code.data, machineTime());
    if (lastStep === undefined) return refuse("wrong-code");
    const now = clock.now();
    const made = await tx.secondFactor.createMany({
      data: [{ userId: account, secret: sealSecret(account, letters), confirmedAt: toDate(now), lastStep }],
      skipDuplicates: true,
    });
    if (made.count === 0) return refuse("state-changed");
    const codes = await replaceRecoveryCodes(tx, account);
    const cookie = await noteGiven(tx, login, now);
    await appendJournalOfAccount(tx, actor, { act: "second-factor-set-up", account }, now);
    return accept({ codes, cookie });
  }, actor);
}

/**
 * Gives the second factor in this login, which is wholly signed in from now on. Refused `wrong-code`, also for a code
 * that was used before.
 */
export const giveFactor = (
  { actor, login }: SettingUp,
  typed: string,
): Promise<Result<Given, "wrong-code"> | TooOften> =>
  withCode(actor.user, typed, async (tx, by) => {
    const now = clock.now();
    const { confirmedAt: since } = await tx.secondFactor.findUniqueOrThrow({
      where: { userId: actor.user },
      select: { confirmedAt: true },
    });
    if (by === "recovery-code")
      await appendJournalOfAccount(tx, actor, { act: "recovery-code-used", account: actor.user }, now);
    return { cookie: await noteGiven(tx, login, now), since };
  });

/** Ten new recovery codes instead of those that were left, for whoever gives a code. */
export async function renewRecoveryCodes(
  actor: StaffActor,
  typed: string,
): Promise<Result<readonly string[], "not-allowed" | "wrong-code"> | TooOften> {
  if (!mayManage(actor)) return refuse("not-allowed");
  return withCode(actor.user, typed, async (tx) => {
    const codes = await replaceRecoveryCodes(tx, actor.user);
    await appendJournalOfAccount(tx, actor, { act: "recovery-codes-renewed", account: actor.user }, clock.now());
    return codes;
  });
}

/** Takes one's own second factor away, with a code of it. Whoever has to have one sets another one up next. */
export async function removeFactor(
  actor: StaffActor,
  typed: string,
): Promise<Result<void, "not-allowed" | "wrong-code"> | TooOften> {
  if (!mayManage(actor)) return refuse("not-allowed");
  return withCode(actor.user, typed, async (tx) => {
    await tx.secondFactor.delete({ where: { userId: actor.user }, select: { userId: true } });
    await appendJournalOfAccount(tx, actor, { act: "second-factor-removed", account: actor.user }, clock.now());
  });
}

/**
 * Notes that the second factor was given in this login, under a new token: the one from before it opens nothing any
 * more.
 */
export async function noteGiven(
  tx: Parameters<Parameters<typeof transaction>[0]>[0],
  login: string,
  now: Instant,
): Promise<string> {
  const token = freshLoginToken();
  await tx.session.update({
    where: { sessionToken: hashOfLogin(login) },
    data: {
      sessionToken: hashOfLogin(token),
      secondFactorAt: toDate(now),
      expires: toDate(instant(machineTime() + SESSION_SECONDS * SECOND)),
    },
    select: { id: true },
  });
  return loginCookie(token);
}

const mayManage = (actor: StaffActor): boolean => may(actor, { act: "manage-account", account: actor.user });
