import { actorOfDevice } from "./actor-of-device.ts";
import { actorOfSession } from "./actor-of-session.ts";
import { actorOfToken, bearerOf } from "./actor-of-token.ts";
import { cookieIn } from "./cookie-in.ts";
import { deviceCookieName } from "./device-cookie.ts";
import { sessionCookie } from "./session-cookie.ts";

/** What a request shows to prove who asks, unproven yet; undefined for an anonymous one. */
export const credentialOf = (headers: Pick<Headers, "get">): string | undefined =>
  bearerOf(headers) || cookieIn(headers, sessionCookie.name) || cookieIn(headers, deviceCookieName);

/** Whether it is true: asks the database, so only of those who would be refused otherwise. */
export const isTrue = async (credential: string): Promise<boolean> =>
  ((await actorOfSession(credential)) ?? (await actorOfToken(credential)) ?? (await actorOfDevice(credential))) !==
  undefined;
