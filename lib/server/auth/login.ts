import type { Session } from "next-auth";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant, SECOND, type Instant } from "#lib/time/instant.ts";
import { typedCode } from "#lib/wire/access/sign-in.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { adapter } from "./adapter.ts";
import { bearerOf } from "./api-tokens.ts";
import { askNextAuth } from "./ask-next-auth.ts";
import { sessionCookie, loginCookie, cookieIn, SESSION_SECONDS } from "./cookies.ts";
import { knownBrowserCookie } from "./known-browser.ts";
import { halfLoginOfToken } from "./second-factor/half-login.ts";
import { giveByKnownDevice } from "./second-factor/known-device.ts";
import { useCodeIn } from "./sign-in-code.ts";
import { hashOfLogin } from "./read-login.ts";
import { noteVerified } from "./verified-credentials.ts";
import type { StaffActor } from "./options.ts";

/** The Set-Cookie line of a login, and who it is; undefined while the second factor is missing. */
export type SignedIn = { readonly cookie: string; readonly actor: StaffActor | undefined };

/**
 * Signs in with the code that was sent to this address for this browser, wholly or half. A wrong,
 * expired, used or void code and an unknown address get the same refusal. `before`: the login that this browser still
 * had, which is ended. `headers`: of the request; a device that they know gives the second factor at once.
 */
export async function signIn(
  email: string,
  code: string,
  browser: string,
  before?: string,
  headers?: Pick<Headers, "get">,
): Promise<Result<SignedIn, "wrong-code">> {
  const digits = typedCode.safeParse(code);
  if (!digits.success) return refuse("wrong-code");
  const { cookies } = await askNextAuth({
    useCode: useCodeIn(browser),
    method: "GET",
    action: ["callback", "email"],
    query: { email, token: digits.data },
  });
  const cookie = cookies.find((line) => tokenIn(line) !== undefined);
  if (!cookie) return refuse("wrong-code");
  const actor = await actorOfCookie(cookie);
  const half = actor ? undefined : await halfLoginOfToken(tokenIn(cookie) ?? "");
  if (!actor && !half) return refuse("wrong-code");
  if (before) await adapter.deleteSession?.(before);
  const given = half && headers && (await giveByKnownDevice(half, headers));
  return accept(given === undefined ? { cookie, actor } : { cookie: given, actor: await actorOfCookie(given) });
}

/** The token in a Set-Cookie line of a login; undefined for another cookie's line, and for one that removes a login. */
export const tokenIn = (line: string): string | undefined => {
  const start = `${sessionCookie.name}=`;
  return line.startsWith(start) ? line.slice(start.length).split(";")[0] || undefined : undefined;
};

/** The person of the login that such a line sets. */
export const actorOfCookie = (line: string): Promise<StaffActor | undefined> => actorOfSession(tokenIn(line));

/** Ends this login on the server; answers the Set-Cookie line that removes the cookie. */
export async function signOut(token: string | undefined): Promise<string> {
  if (token) await adapter.deleteSession?.(token);
  return loginCookie("", 0);
}

const DAY = 24 * 3600 * SECOND;

/**
 * Extends the login of a request, at most once a day: answers the Set-Cookie lines, none when nothing changed. Row
 * and cookie get the same end, so only answers that can set a cookie call it (not pages). That this browser is known is
 * extended too, since a tablet may follow lines for longer than that cookie lasts without signing in again. That of a
 * shared tablet keeps its end.
 */
export async function renewedLogin(headers: Pick<Headers, "get">): Promise<readonly string[]> {
  const token = bearerOf(headers) === undefined ? cookieIn(headers, sessionCookie.name) : undefined;
  if (token === undefined) return [];
  const now = machineTime();
  const end = instant(now + SESSION_SECONDS * SECOND);
  const [renewed] = await db.session.updateManyAndReturn({
    where: {
      sessionToken: hashOfLogin(token),
      permanenceId: null,
      expires: { gt: toDate(now), lte: toDate(instant(end - DAY)) },
    },
    data: { expires: toDate(end) },
    select: { user: { select: { email: true } } },
  });
  return renewed ? [loginCookie(token), knownBrowserCookie(headers, renewed.user.email)] : [];
}

/** The machine's clock: next-auth compares logins with it, and outside production it may differ from ours. */
const machineTime = (): Instant => instant(clock.now() - clock.offset());

/**
 * The person of a login cookie's value, with roles; undefined when the login is unknown, has ended or is half signed
 * in. Throws while the database does not answer.
 */
export async function actorOfSession(token: string | undefined): Promise<StaffActor | undefined> {
  if (!token) return undefined;
  const { body } = await askNextAuth({ method: "GET", action: ["session"], cookies: { [sessionCookie.name]: token } });
  const staff = (body as Partial<Session> | undefined)?.staff;
  if (staff) noteVerified(token);
  return staff;
}
