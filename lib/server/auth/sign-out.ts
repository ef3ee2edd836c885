import { adapter } from "./adapter.ts";
import { loginCookie } from "./session-cookie.ts";

/** Ends this login on the server; gives the Set-Cookie line that takes the cookie back. */
export async function signOut(token: string | undefined): Promise<string> {
  if (token) await adapter.deleteSession?.(token);
  return loginCookie("", 0);
}
