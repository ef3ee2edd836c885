import type { Session } from "next-auth";
import { accept, refuse, type Result } from "../../result.ts";
import { instant, SECOND, type Instant } from "../../time/instant.ts";
import { clock, toDate } from "../clock.ts";
import { db } from "../db.ts";
import { adapter, hashOfLogin } from "./adapter.ts";
import { bearerOf } from "./api-tokens.ts";
import { askNextAuth } from "./ask-next-auth.ts";
import { sessionCookie, loginCookie, cookieIn, SESSION_SECONDS } from "./cookies.ts";
import { noteKnown } from "./known-here.ts";
import type { StaffActor } from "./options.ts";

export type SignedIn = { readonly cookie: string; readonly actor: StaffActor };

/**
 * Opens a login with the code that was sent to this address: the cookie to set, as a Set-Cookie line, and who it is.
 * A wrong, late, used or void code and an unknown address are one refusal. A login that this browser still had is ended.
 */
export async function signIn(email: string, code: string, before?: string): Promise<Result<SignedIn, "wrong-code">> {
  const digits = code.replace(/[\s.-]/g, "");
  if (!/^\d{6}$/.test(digits)) return refuse("wrong-code");
  const { cookies } = await askNextAuth({
    method: "GET",
    action: ["callback", "email"],
    query: { email, token: digits },
  });
  const start = `${sessionCookie.name}=`;
  const cookie = cookies.find((line) => line.startsWith(start));
  const actor = await actorOfSession(cookie?.slice(start.length).split(";")[0]);
  if (!cookie || !actor) return refuse("wrong-code");
  if (before) await adapter.deleteSession?.(before);
  return accept({ cookie, actor });
}

/** Ends this login on the server; gives the Set-Cookie line that takes the cookie back. */
export async function signOut(token: string | undefined): Promise<string> {
  if (token) await adapter.deleteSession?.(token);
  return loginCookie("", 0);
}

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

/** The person behind a login cookie's value and her roles; undefined when it opens nothing or has ended. Throws while nobody can know. */
export async function actorOfSession(token: string | undefined): Promise<StaffActor | undefined> {
  if (!token) return undefined;
  const { body } = await askNextAuth({ method: "GET", action: ["session"], cookies: { [sessionCookie.name]: token } });
  const staff = (body as Partial<Session> | undefined)?.staff;
  if (staff) noteKnown(token);
  return staff;
}
