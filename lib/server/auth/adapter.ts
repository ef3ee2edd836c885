import { createHash, timingSafeEqual } from "node:crypto";
import { PrismaAdapter } from "@next-auth/prisma-adapter";
import type { Adapter } from "next-auth/adapters";
import { instant } from "../../time/instant.ts";
import { clock, toDate } from "../clock.ts";
import { db } from "../db.ts";
import { accountOfEmail } from "./account-of-email.ts";
import { rolesOfAccounts } from "./roles-of-accounts.ts";

/** How often a sign-in code may be tried, right or wrong; then it is void (docs/api.md#sign-in). */
const TRIES = 5;

/**
 * next-auth's Prisma adapter with three differences: a login is stored as the hash of its token, a sign-in code counts
 * its tries, and signing in never creates an account.
 */
export const adapter: Adapter = {
  ...(PrismaAdapter(db as never) as Adapter), // typed for the client of node_modules; ours is generated elsewhere
  createUser: () => Promise.reject(new Error("Accounts are made by an administrator, never by signing in.")),
  async getUserByEmail(email) {
    const id = await accountOfEmail(email);
    return id === undefined ? null : db.user.findUnique({ where: { id } });
  },
  async createSession(session) {
    await db.session.create({ data: { ...session, sessionToken: hashOfLogin(session.sessionToken) } });
    return session;
  },
  async getSessionAndUser(sessionToken) {
    const found = await db.session.findUnique({
      where: { sessionToken: hashOfLogin(sessionToken) },
      include: { user: true },
    });
    // A sign-in that ran beside the anonymising may have left a login.
    if (!found || found.user.anonymisedAt) return null;
    const { user, ...session } = found;
    const rolesOf = await rolesOfAccounts(db, [user.id], clock.now());
    return { user: { ...user, roles: rolesOf(user.id) }, session: { ...session, sessionToken } };
  },
  async updateSession({ sessionToken, expires }) {
    if (expires) await db.session.updateMany({ where: { sessionToken: hashOfLogin(sessionToken) }, data: { expires } });
    return null;
  },
  async deleteSession(sessionToken) {
    await db.session.deleteMany({ where: { sessionToken: hashOfLogin(sessionToken) } });
  },
  useVerificationToken,
};

/** The hash under which a login is stored: the token itself is not in the database. */
export const hashOfLogin = (token: string): string => createHash("sha256").update(token).digest("base64url");

/**
 * Uses up a sign-in code. Answers its row when the code is right; null when it is wrong, expired or void. The statement
 * that reads the code also counts the try, so that fifty guesses at once still count as tries one by one.
 */
async function useVerificationToken({ identifier, token }: { identifier: string; token: string }) {
  const now = clock.now();
  const [looked] = await db.verificationToken.updateManyAndReturn({
    where: { identifier, tries: { lt: TRIES }, expires: { gt: toDate(now) } },
    data: { tries: { increment: 1 } },
  });
  if (!looked || !sameText(looked.token, token)) return null;
  const used = await db.verificationToken.deleteMany({ where: { identifier, token: looked.token } });
  if (used.count === 0) return null; // Another request used it meanwhile.
  // next-auth compares with the machine's clock, which outside production is not ours.
  return { identifier, token, expires: toDate(instant(looked.expires.getTime() - clock.offset())) };
}

const sameText = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
