import { cookies } from "next/headers";
import { actorOfSession } from "./actor-of-session.ts";
import type { StaffActor } from "./options.ts";
import { sessionCookie } from "./session-cookie.ts";

/** Who is signed in, in a page, an action or a route handler; undefined for everybody else. */
export async function staffActor(): Promise<StaffActor | undefined> {
  const jar = await cookies();
  return actorOfSession(jar.get(sessionCookie.name)?.value);
}
