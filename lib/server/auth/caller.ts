import type { Actor } from "#lib/access/actor.ts";
import { actorOfToken, bearerOf } from "./api-tokens.ts";
import { cookieIn, sessionCookie } from "./cookies.ts";
import { actorOfDevice, deviceCookieName } from "./devices.ts";
import { actorOfSession } from "./login.ts";
import type { StaffActor } from "./options.ts";

type RequestHeaders = Pick<Headers, "get">;

/**
 * Who is signed in, by a login, on a shared tablet whose half-day is not over, or by a bearer token; undefined for
 * everybody else. When a request shows a token only the token counts, since its origin was not checked.
 */
export async function staffOf(headers: RequestHeaders): Promise<StaffActor | undefined> {
  const token = bearerOf(headers);
  if (token !== undefined) return actorOfToken(token);
  const login = await cookieOwner(headers);
  return login?.only?.over ? undefined : login;
}

/** The same, and the shared tablet of a half-day that is over: it still sends what was done before. */
export const senderOfActs = (headers: RequestHeaders): Promise<StaffActor | undefined> =>
  bearerOf(headers) === undefined ? cookieOwner(headers) : staffOf(headers);

/**
 * Who is signed in by a login of their own; undefined for everybody else, a shared tablet, and a request that shows a
 * token.
 */
export async function loginOf(headers: RequestHeaders): Promise<StaffActor | undefined> {
  const login = await cookieOwner(headers);
  return login?.by === "login" ? login : undefined;
}

/** Who is signed in by a login of their own or on a shared tablet whose half-day is not over. */
export const lineLoginOf = async (headers: RequestHeaders): Promise<StaffActor | undefined> =>
  bearerOf(headers) === undefined ? staffOf(headers) : undefined;

/** The same, and the shared tablet of a half-day that is over: it still sends what was done on it before. */
export const loginToSendOf = (headers: RequestHeaders): Promise<StaffActor | undefined> => cookieOwner(headers);

const cookieOwner = async (headers: RequestHeaders): Promise<StaffActor | undefined> =>
  bearerOf(headers) === undefined ? actorOfSession(cookieIn(headers, sessionCookie.name)) : undefined;

/** Who is signed in, or the kiosk or screen that sends the request; undefined for everybody else. */
export async function staffOrDeviceOf(headers: RequestHeaders): Promise<Actor | undefined> {
  const staff = await staffOf(headers);
  return staff ?? (bearerOf(headers) === undefined ? actorOfDevice(cookieIn(headers, deviceCookieName)) : undefined);
}

/** Who sends the request, anonymous included; undefined for an unknown or revoked token, which is answered 401. */
export async function callerOf(headers: RequestHeaders): Promise<Actor | undefined> {
  return (await staffOrDeviceOf(headers)) ?? (bearerOf(headers) === undefined ? { kind: "anonymous" } : undefined);
}

/** The token or cookie with which a request claims an identity, not verified; undefined for an anonymous request. */
export const credentialOf = (headers: Pick<Headers, "get">): string | undefined =>
  bearerOf(headers) || cookieIn(headers, sessionCookie.name) || cookieIn(headers, deviceCookieName);

/**
 * Whether it belongs to somebody. Asks the database, so it is only called for requests that would be refused otherwise.
 */
export const isTrue = async (credential: string): Promise<boolean> =>
  ((await actorOfSession(credential)) ?? (await actorOfToken(credential)) ?? (await actorOfDevice(credential))) !==
  undefined;
