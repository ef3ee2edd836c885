import type { AuthOptions } from "next-auth";
import type { Adapter } from "next-auth/adapters";
import type { EmailConfig } from "next-auth/providers/email";
import type { Actor, OneHalfDay, Role } from "#lib/access/actor.ts";
import { env } from "#lib/server/env.ts";
import { logTrouble } from "#lib/server/log.ts";
import { adapter } from "./adapter.ts";
import { freshLoginToken, SESSION_SECONDS, sessionCookie } from "./cookies.ts";

export type StaffActor = Actor & { readonly kind: "staff" };

declare module "next-auth" {
  interface User {
    roles?: readonly Role[];
    /** Of a login of a shared tablet. */
    only?: OneHalfDay;
  }
  interface Session {
    staff?: StaffActor;
  }
}

/** How long an e-mailed code is valid, in seconds. */
export const CODE_SECONDS = 10 * 60;

/** next-auth never sends a code: our own form does, so that no code ever stands in an address (URL). */
const email: EmailConfig = {
  id: "email",
  type: "email",
  name: "Email",
  server: "",
  from: "",
  maxAge: CODE_SECONDS,
  sendVerificationRequest: () => Promise.reject(new Error("Codes are sent by lib/server/auth/sign-in-code.ts.")),
  options: {},
};

/** The settings of next-auth: sessions in the database, one provider, one cookie. */
export const authOptions: AuthOptions & { readonly adapter: Adapter } = {
  secret: env.APP_SECRET,
  useSecureCookies: sessionCookie.options.secure,
  adapter,
  providers: [email],
  session: {
    strategy: "database",
    maxAge: SESSION_SECONDS,
    // next-auth never extends a session: it would do so where no cookie can be set (`renewedLogin` does both).
    updateAge: SESSION_SECONDS,
    generateSessionToken: freshLoginToken,
  },
  cookies: { sessionToken: sessionCookie },
  pages: { signIn: "/connexion", error: "/connexion" },
  // Error codes only: the details of next-auth can hold an e-mail address or a row.
  logger: {
    error: (code) => logTrouble("Sign-in failed inside next-auth.", { code }),
    warn: () => {},
    debug: () => {},
  },
  callbacks: {
    // For an unknown address next-auth passes a made-up user whose id is the address.
    signIn: ({ user }) => user.id !== user.email,
    session: ({ session, user }) => ({ ...session, staff: actorOf(user.id, user.roles ?? [], user.only) }),
  },
};

const actorOf = (user: string, roles: readonly Role[], only: OneHalfDay | undefined): StaffActor =>
  only ? { kind: "staff", user, by: "tablet", roles, only } : { kind: "staff", user, by: "login", roles };
