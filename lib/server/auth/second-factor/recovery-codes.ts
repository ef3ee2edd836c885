import { createHmac, randomInt } from "node:crypto";
import { env } from "#lib/server/env.ts";
import { accountOfEmail } from "#lib/server/auth/account-of-email.ts";
import { db, type Tx } from "#lib/server/db.ts";

/** How many recovery codes an account gets at once. */
const HOW_MANY = 10;

/**
 * Digits of a recovery code: only digits, so that it is typed into the same field as a code of the authenticator, in
 * every script.
 */
const DIGITS = 12;

/** The keyed hash by which a recovery code of this account is stored: who has the database alone cannot try codes. */
export const proofOfRecoveryCode = (account: string, digits: string): string =>
  createHmac("sha256", env.APP_SECRET).update(`recovery-code\0${account}\0${digits}`).digest("base64url");

/**
 * Ten new recovery codes instead of those that were left. They are answered once, each as twelve digits, and kept as
 * hashes.
 */
export async function replaceRecoveryCodes(tx: Tx, account: string): Promise<readonly string[]> {
  const codes = new Set<string>();
  while (codes.size < HOW_MANY) codes.add(Array.from({ length: DIGITS }, () => randomInt(10)).join(""));
  await tx.recoveryCode.deleteMany({ where: { userId: account } });
  await tx.recoveryCode.createMany({
    data: [...codes].map((digits) => ({ userId: account, proof: proofOfRecoveryCode(account, digits) })),
  });
  return [...codes];
}

/**
 * Whether this is a recovery code of the account with that e-mail address; it is not used up. An address without
 * account is looked up by the same statements.
 */
export async function isRecoveryCodeOf(email: string, digits: string): Promise<boolean> {
  const account = (await accountOfEmail(db, email)) ?? NOBODY;
  const found = await db.recoveryCode.count({
    where: { userId: account, proof: proofOfRecoveryCode(account, digits) },
  });
  return found > 0;
}

const NOBODY = "00000000-0000-0000-0000-000000000000";
