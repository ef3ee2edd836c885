import { randomBytes } from "node:crypto";
import { env } from "#lib/server/env.ts";

const secure = env.APP_URL.startsWith("https:");

/**
 * How long a login lasts, in seconds: two weeks, so that a tablet does not need a code every morning. A tablet that
 * follows a line starts them again each day (`renewedLogin`); for everybody else they run from signing in.
 */
export const SESSION_SECONDS = 14 * 24 * 3600;

/** The login cookie: not readable by scripts, not sent with forms of other sites, bound to this host under https. */
export const sessionCookie = {
  name: secure ? "__Host-session" : "session",
  options: { httpOnly: true, sameSite: "lax", path: "/", secure },
} as const;

/** What the token of a login of a shared tablet begins with; no other token has a point. */
export const TABLET_TOKEN = "tablet.";

/** Whether a token is that of a login of a shared tablet. */
export const isOfTablet = (token: string): boolean => token.startsWith(TABLET_TOKEN);

/** A random token of a login: 256 bits. */
export const freshLoginToken = (): string => randomBytes(32).toString("base64url");

/** The Set-Cookie line that keeps this login for so many seconds; 0 removes the cookie. */
export const loginCookie = (token: string, seconds = SESSION_SECONDS): string =>
  `${sessionCookie.name}=${token}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;

/**
 * The value of one of our cookies in a request; undefined without it. Our values use characters that need no decoding.
 */
export function cookieIn(headers: Pick<Headers, "get">, name: string): string | undefined {
  const start = `${name}=`;
  const cookies = (headers.get("cookie") ?? "").split(/;\s*/);
  return cookies.find((cookie) => cookie.startsWith(start))?.slice(start.length) || undefined;
}
