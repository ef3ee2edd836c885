import { env } from "../env.ts";

const secure = env.APP_URL.startsWith("https:");

/**
 * How long a login lasts: two weeks, so that a tablet is not asked for a code every morning. A tablet that follows a line
 * begins them anew each day (`renewedLogin`); for everybody else they run from the signing in.
 */
export const SESSION_SECONDS = 14 * 24 * 3600;

/** The login cookie: unread by scripts, not sent by other sites' forms, bound to this host when the address is https. */
export const sessionCookie = {
  name: secure ? "__Host-session" : "session",
  options: { httpOnly: true, sameSite: "lax", path: "/", secure },
} as const;

/** The Set-Cookie line that keeps this login for so long; 0 takes it back. */
export const loginCookie = (token: string, seconds = SESSION_SECONDS): string =>
  `${sessionCookie.name}=${token}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;

/** The value of a cookie of ours as a request shows it; undefined without it. Ours are written in letters that need no decoding. */
export function cookieIn(headers: Pick<Headers, "get">, name: string): string | undefined {
  const start = `${name}=`;
  const cookies = (headers.get("cookie") ?? "").split(/;\s*/);
  return cookies.find((cookie) => cookie.startsWith(start))?.slice(start.length) || undefined;
}
