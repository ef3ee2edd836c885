import type { Actor } from "../../access/actor.ts";
import { actorOfToken, bearerOf } from "./api-tokens.ts";
import { cookieIn, sessionCookie } from "./cookies.ts";
import { actorOfDevice, deviceCookieName } from "./devices.ts";
import { actorOfSession } from "./login.ts";
import type { StaffActor } from "./options.ts";

type Shown = Pick<Headers, "get">;

/**
 * Who is signed in, by a login or a bearer token; undefined for everybody else. A request that shows a token is judged by
 * it alone: it was spared the question of where it comes from.
 */
export async function staffOf(headers: Shown): Promise<StaffActor | undefined> {
  const token = bearerOf(headers);
  return token === undefined ? actorOfSession(cookieIn(headers, sessionCookie.name)) : actorOfToken(token);
}

/** Who is signed in, or the kiosk or screen that asks; undefined for everybody else. */
export async function staffOrDeviceOf(headers: Shown): Promise<Actor | undefined> {
  const staff = await staffOf(headers);
  return staff ?? (bearerOf(headers) === undefined ? actorOfDevice(cookieIn(headers, deviceCookieName)) : undefined);
}

/** Who asks, nobody known included; undefined when she shows a token that opens nothing: that is answered 401, not overlooked. */
export async function callerOf(headers: Shown): Promise<Actor | undefined> {
  return (await staffOrDeviceOf(headers)) ?? (bearerOf(headers) === undefined ? { kind: "anonymous" } : undefined);
}

/** What a request shows to prove who asks, unproven yet; undefined for an anonymous one. */
export const credentialOf = (headers: Pick<Headers, "get">): string | undefined =>
  bearerOf(headers) || cookieIn(headers, sessionCookie.name) || cookieIn(headers, deviceCookieName);

/** Whether it is true: asks the database, so only of those who would be refused otherwise. */
export const isTrue = async (credential: string): Promise<boolean> =>
  ((await actorOfSession(credential)) ?? (await actorOfToken(credential)) ?? (await actorOfDevice(credential))) !==
  undefined;
