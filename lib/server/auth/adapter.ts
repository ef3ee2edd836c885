import { PrismaAdapter } from "@next-auth/prisma-adapter";
import type { Adapter } from "next-auth/adapters";
import { instant, MINUTE } from "#lib/time/instant.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { logUnexpected } from "#lib/server/log.ts";
import { accountOfEmail } from "./account-of-email.ts";
import { may } from "#lib/access/may.ts";
import { hashOfLogin, readLogin } from "./read-login.ts";
import { halfDayOfLogin } from "./tablet/tablet-login.ts";

/**
 * next-auth's Prisma adapter with four differences: a login is stored as the hash of its token and is none while its
 * second factor is missing, a sign-in code is looked at for a browser alone (`signIn` says for which), and signing in
 * never creates an account.
 */
export const adapter: Adapter = {
  ...(PrismaAdapter(db as never) as Adapter), // typed for the client of node_modules; ours is generated elsewhere
  createUser: () => Promise.reject(new Error("Accounts are made by an administrator, never by signing in.")),
  async getUserByEmail(email) {
    const id = await accountOfEmail(db, email);
    return id === undefined ? null : db.user.findUnique({ where: { id } });
  },
  async createSession(session) {
    const createdAt = toDate(clock.now());
    await db.session.create({ data: { ...session, sessionToken: hashOfLogin(session.sessionToken), createdAt } });
    return session;
  },
  async getSessionAndUser(sessionToken) {
    const read = await readLogin(sessionToken);
    // Whoever is half signed in is not signed in, everywhere but on the page of the second factor
    // (docs/decisions/signing-in.md).
    if (read?.standing !== "full") return null;
    const { user, session, roles } = read;
    const only = session.permanenceId === null ? undefined : await halfDayOfLogin(db, session);
    if (session.permanenceId !== null && !only) return null;
    await noteSeen(session);
    const narrowed = only && ({ kind: "staff", user: user.id, roles, by: "tablet", only } as const);
    if (narrowed && !may(narrowed, { act: "send-late-acts", ...only })) return null;
    return { user: { ...user, roles, ...(only && { only }) }, session: { ...session, sessionToken } };
  },
  async updateSession({ sessionToken, expires }) {
    if (expires) await db.session.updateMany({ where: { sessionToken: hashOfLogin(sessionToken) }, data: { expires } });
    return null;
  },
  async deleteSession(sessionToken) {
    await db.session.deleteMany({ where: { sessionToken: hashOfLogin(sessionToken) } });
  },
  useVerificationToken: () => Promise.resolve(null),
};

/**
 * Notes the day (UTC) on which a login is used, once a day. A database that cannot write just then does not keep
 * anybody out.
 */
async function noteSeen({ id, lastSeenOn }: { readonly id: string; readonly lastSeenOn: Date | null }): Promise<void> {
  const now = clock.now();
  const today = toDate(instant(now - (now % DAY)));
  if (lastSeenOn !== null && lastSeenOn >= today) return;
  const before = { id, OR: [{ lastSeenOn: null }, { lastSeenOn: { lt: today } }] };
  await db.session.updateMany({ where: before, data: { lastSeenOn: today } }).catch(logUnexpected);
}

const DAY = 24 * 60 * MINUTE;
