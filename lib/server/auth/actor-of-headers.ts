import type { Actor } from "../../access/actor.ts";
import { actorOfDevice } from "./actor-of-device.ts";
import { actorOfSession } from "./actor-of-session.ts";
import { actorOfToken, bearerOf } from "./actor-of-token.ts";
import { cookieIn } from "./cookie-in.ts";
import { deviceCookieName } from "./device-cookie.ts";
import type { StaffActor } from "./options.ts";
import { sessionCookie } from "./session-cookie.ts";

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
