import type { Actor } from "#lib/access/actor.ts";
import { bearerOf, isExpired } from "#lib/server/auth/api-tokens.ts";
import { callAt } from "#lib/wire/api/calls.ts";
import { problem } from "#lib/wire/problem.ts";

/** The actor of a call, or the answer that refuses it. */
type Admitted<Who extends Actor> =
  | { readonly ok: true; readonly actor: Who }
  | { readonly ok: false; readonly refusal: Response };

/**
 * Whether this actor may make this call at all; whether they may do what it asks is decided by the use case. Refused
 * 401 `sign-in-needed` without an actor, or `token-expired`; 403 `scope-missing` with the scope that the call needs and
 * the token has not (docs/api.md#tokens).
 */
export async function admitted<Who extends Actor>(
  { method, url, headers }: Pick<Request, "method" | "url" | "headers">,
  actor: Who | undefined,
): Promise<Admitted<Who>> {
  if (!actor) {
    const expired = await isExpired(bearerOf(headers));
    return { ok: false, refusal: problem(expired ? "token-expired" : "sign-in-needed") };
  }
  const scope = callAt(method, new URL(url).pathname)?.scope;
  return scope !== undefined && actor.kind === "staff" && actor.scopes?.includes(scope) === false
    ? { ok: false, refusal: problem("scope-missing", { scope }) }
    : { ok: true, actor };
}
