import { instant, SECOND, type Instant } from "../../time/instant.ts";
import { clock, toDate } from "../clock.ts";
import { db } from "../db.ts";
import { bearerOf } from "./actor-of-token.ts";
import { hashOfLogin } from "./adapter.ts";
import { cookieIn } from "./cookie-in.ts";
import { loginCookie, SESSION_SECONDS, sessionCookie } from "./session-cookie.ts";

const DAY = 24 * 3600 * SECOND;

/**
 * Prolongs the login that a request shows, at most daily: the Set-Cookie line to answer with, or undefined. Row and cookie
 * have one end, so this is for an answer that can set a cookie and is asked for all day, not for a page.
 */
export async function renewedLogin(headers: Pick<Headers, "get">): Promise<string | undefined> {
  const token = bearerOf(headers) === undefined ? cookieIn(headers, sessionCookie.name) : undefined;
  if (token === undefined) return undefined;
  const now = machineTime();
  const end = instant(now + SESSION_SECONDS * SECOND);
  const { count } = await db.session.updateMany({
    where: { sessionToken: hashOfLogin(token), expires: { gt: toDate(now), lte: toDate(instant(end - DAY)) } },
    data: { expires: toDate(end) },
  });
  return count > 0 ? loginCookie(token) : undefined;
}

/** next-auth ends logins by the machine's clock, which outside production is not ours. */
const machineTime = (): Instant => instant(clock.now() - clock.offset());
