import { env } from "../env.ts";

const secure = env.APP_URL.startsWith("https:");

/** How long a login lasts without being used: two weeks, so that a tablet is not asked for a code every morning. */
export const SESSION_SECONDS = 14 * 24 * 3600;

/** The login cookie: unread by scripts, not sent by other sites' forms, bound to this host when the address is https. */
export const sessionCookie = {
  name: secure ? "__Host-session" : "session",
  options: { httpOnly: true, sameSite: "lax", path: "/", secure },
} as const;
