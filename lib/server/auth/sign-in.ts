import { accept, refuse, type Result } from "../../result.ts";
import { adapter } from "./adapter.ts";
import { askNextAuth } from "./ask-next-auth.ts";
import { sessionCookie } from "./session-cookie.ts";

/**
 * Opens a login with the code that was sent to this address: the cookie to set, as a Set-Cookie line. A wrong, late,
 * used or void code and an unknown address are one refusal. A login that this browser still had is ended.
 */
export async function signIn(email: string, code: string, before?: string): Promise<Result<{ cookie: string }, "wrong-code">> {
  const digits = code.replace(/[\s.\-\u00a0\u202f]/g, "");
  if (!email || !/^\d{6}$/.test(digits)) return refuse("wrong-code");
  const { cookies } = await askNextAuth({ method: "GET", action: ["callback", "email"], query: { email, token: digits } });
  const cookie = cookies.find((line) => line.startsWith(`${sessionCookie.name}=`));
  if (!cookie) return refuse("wrong-code");
  if (before) await adapter.deleteSession?.(before);
  return accept({ cookie });
}
