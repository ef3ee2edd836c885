import { actorOfSession } from "./actor-of-session.ts";
import { sessionCookie } from "./session-cookie.ts";

/** What a request shows to prove who asks, unproven yet; undefined for an anonymous one. */
export function credentialOf(headers: Pick<Headers, "get">): string | undefined {
  const cookies = (headers.get("cookie") ?? "").split(/;\s*/);
  const start = `${sessionCookie.name}=`;
  return cookies.find((cookie) => cookie.startsWith(start))?.slice(start.length) || undefined;
}

/** Whether it is true: asks the database, so only of those who would be refused otherwise. */
export const isTrue = async (credential: string): Promise<boolean> => (await actorOfSession(credential)) !== undefined;
