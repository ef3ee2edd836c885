import type { Session } from "next-auth";
import { askNextAuth } from "./ask-next-auth.ts";
import type { StaffActor } from "./options.ts";
import { noteKnown } from "./known-here.ts";
import { sessionCookie } from "./session-cookie.ts";

/** The person behind a login cookie's value and her roles; undefined when it opens nothing or has ended. Throws while nobody can know. */
export async function actorOfSession(token: string | undefined): Promise<StaffActor | undefined> {
  if (!token) return undefined;
  const { body } = await askNextAuth({ method: "GET", action: ["session"], cookies: { [sessionCookie.name]: token } });
  const staff = (body as Partial<Session> | undefined)?.staff;
  if (staff) noteKnown(token);
  return staff;
}
