import { accept, refuse, type Result } from "../../result.ts";
import { actorOfSession } from "./actor-of-session.ts";
import { adapter } from "./adapter.ts";
import { askNextAuth } from "./ask-next-auth.ts";
import type { StaffActor } from "./options.ts";
import { sessionCookie } from "./session-cookie.ts";

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
