import { machineTime } from "./try-code.ts";
import { bearerOf } from "#lib/server/auth/api-tokens.ts";
import { cookieIn, sessionCookie } from "#lib/server/auth/cookies.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { readLogin } from "#lib/server/auth/read-login.ts";

/**
 * Somebody half signed in: the mail was theirs, the second factor is missing. `actor` has no roles, so that it may do
 * nothing but what concerns its own account. `missing`: whether it has to be given, or set up first. `login`: the token
 * of this login.
 */
export type HalfLogin = {
  readonly actor: StaffActor;
  readonly login: string;
  readonly missing: "give" | "set-up";
};

/**
 * Who is half signed in by this request; undefined for everybody else. Only the page of the second factor and its forms
 * ask this.
 */
export async function halfLoginOf(headers: Pick<Headers, "get">): Promise<HalfLogin | undefined> {
  const login = bearerOf(headers) === undefined ? cookieIn(headers, sessionCookie.name) : undefined;
  return login === undefined ? undefined : halfLoginOfToken(login);
}

/** The same by the token of a login. */
export async function halfLoginOfToken(login: string): Promise<HalfLogin | undefined> {
  const read = await readLogin(login);
  if (!read || read.standing === "full" || read.session.expires.getTime() <= machineTime()) return undefined;
  return { actor: { kind: "staff", user: read.user.id, by: "login", roles: [] }, login, missing: read.standing };
}
