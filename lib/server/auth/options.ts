import { randomBytes } from "node:crypto";
import type { AuthOptions } from "next-auth";
import type { Adapter } from "next-auth/adapters";
import type { EmailConfig } from "next-auth/providers/email";
import type { Actor, StaffRole } from "../../access/actor.ts";
import { env } from "../env.ts";
import { adapter } from "./adapter.ts";
import { SESSION_SECONDS, sessionCookie } from "./cookies.ts";

export type StaffActor = Actor & { readonly kind: "staff" };

declare module "next-auth" {
  interface User {
    memberships?: readonly { organisationId: string; role: string }[];
  }
  interface Session {
    staff?: StaffActor;
  }
}

/** How long an e-mailed code is good for. */
export const CODE_SECONDS = 10 * 60;

/** next-auth never sends by itself: our own form does, so that no code ever stands in an address. */
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

/** Database sessions, one provider, one cookie. Read by every caller of next-auth. */
export const authOptions: AuthOptions & { readonly adapter: Adapter } = {
  secret: env.APP_SECRET,
  useSecureCookies: sessionCookie.options.secure,
  adapter,
  providers: [email],
  session: {
    strategy: "database",
    maxAge: SESSION_SECONDS,
    // Never by next-auth itself: it would prolong the row where no cookie can be set (`renewedLogin` does both).
    updateAge: SESSION_SECONDS,
    generateSessionToken: () => randomBytes(32).toString("base64url"),
  },
  cookies: { sessionToken: sessionCookie },
  pages: { signIn: "/connexion", error: "/connexion" },
  // Codes only: next-auth's details can hold an address or a row.
  logger: {
    error: (code) => console.error(`Sign-in failed inside next-auth: ${code}.`),
    warn: () => {},
    debug: () => {},
  },
  callbacks: {
    // For an unknown address next-auth hands over a user that it made up, whose id is the address.
    signIn: ({ user }) => user.id !== user.email,
    session: ({ session, user }) => ({ ...session, staff: actorOf(user.id, user.memberships ?? []) }),
  },
};

const actorOf = (user: string, memberships: readonly { organisationId: string; role: string }[]): StaffActor => ({
  kind: "staff",
  user,
  by: "login",
  // The database's CHECK on membership.role keeps it to these words.
  roles: memberships.map(({ organisationId, role }) => ({ organisation: organisationId, role: role as StaffRole })),
});
