import { createHash, randomUUID } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import type { PrismaClient } from "#prisma/generated/client.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";

/** A login of that account in which no second factor was given; answers its token. */
export async function loginOf(db: PrismaClient, userId: string): Promise<string> {
  const token = randomUUID();
  const sessionToken = createHash("sha256").update(token).digest("base64url");
  await db.session.create({ data: { userId, expires: new Date("2099-01-01"), sessionToken } });
  return token;
}

/**
 * The code that an authenticator with this secret shows, some steps of thirty seconds from now: the moment of the
 * package itself.
 */
export function codeOf(letters: string, stepsAway = 0): string {
  const totp = new TOTP({ secret: Secret.fromBase32(letters) });
  return totp.generate({ timestamp: (totp.counter() + stepsAway) * 30_000 });
}

/** Sets a second factor up for an account in a new login: its secret, its recovery codes, and that login. */
export async function withFactor(db: PrismaClient, user: string) {
  const { readFactorToSetUp, setUpSecondFactor } = await import("#lib/server/auth/second-factor/own-factor.ts");
  const actor: StaffActor = { kind: "staff", user, by: "login", roles: [] };
  const login = await loginOf(db, user);
  const letters = (await readFactorToSetUp({ actor, login }, "Permanences"))?.letters ?? "";
  const done = await setUpSecondFactor({ actor, login }, codeOf(letters));
  if (!done.ok) throw new Error(done.refusal);
  // As if it had been set up a step before, so that the code of this one can still be used.
  await db.secondFactor.update({ where: { userId: user }, data: { lastStep: { decrement: 1 } } });
  return { actor, letters, codes: done.value.codes, login: tokenIn(done.value.cookie) };
}

/** The token in a Set-Cookie line of a login. */
export const tokenIn = (cookie: string): string => /session=([^;]+)/u.exec(cookie)?.[1] ?? "";
