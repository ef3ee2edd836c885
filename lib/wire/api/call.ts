import type { z } from "zod";
import type { Scope } from "#lib/access/scope.ts";
import type { ProblemCode } from "#lib/wire/problem.ts";

/**
 * Who may make a call: anyone; `holder` of the secret in the path; `door`, with the secret of a door code in the body;
 * an enrolled `device`; `staff` by login or token; a `login` of staff alone.
 */
type Caller = "anyone" | "holder" | "door" | "device" | "staff" | "login";

/** The body of an answer: JSON of this shape, nothing, Server-Sent Events, plain text, or a table. */
export type AnswerBody = z.ZodType | "nothing" | "events" | "text" | "csv";

/** One call of the API, as openapi.json describes it (docs/api.md#calls). */
export type ApiCall = {
  /** The operation id in openapi.json. */
  readonly name: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** The path with parameters in braces: /api/v1/appointments/{secret}. */
  readonly path: string;
  readonly summary: string;
  readonly who: readonly Caller[];
  /** The scope that the token of a program needs; every call of `staff` has one (docs/api.md#tokens). */
  readonly scope?: Scope;
  readonly query?: Readonly<Record<string, z.ZodType>>;
  readonly body?: z.ZodType;
  /**
   * Accepts the header Idempotency-Key: sent again with the same key, the call takes effect once
   * (docs/api.md#idempotency).
   */
  readonly once?: true;
  readonly answers: Readonly<Record<number, AnswerBody>>;
  /** The refusals of this call itself; `problemsOf` adds those that any call may answer. */
  readonly problems: readonly ProblemCode[];
};

/** All problem codes that a call may answer, including those decided before its own rules, sorted. */
export function problemsOf({ path, method, who, body, once, problems }: ApiCall): readonly ProblemCode[] {
  const unsafe: readonly ProblemCode[] = method === "GET" ? [] : ["foreign-origin"];
  const sent: readonly ProblemCode[] = body
    ? ["malformed", "unknown-field", "not-json", "too-large", "personal-number-refused"]
    : [];
  const keyed: readonly ProblemCode[] = once ? ["malformed", "idempotency-key-reused"] : [];
  const named: readonly ProblemCode[] = path.includes("{") ? ["not-found"] : [];
  const closed: readonly ProblemCode[] =
    who.includes("staff") || who.includes("device") || who.includes("login") ? ["sign-in-needed", "not-allowed"] : [];
  const scoped: readonly ProblemCode[] = who.includes("staff")
    ? ["sign-in-needed", "token-expired", "scope-missing"]
    : [];
  return [
    ...new Set<ProblemCode>([
      ...problems,
      ...unsafe,
      ...sent,
      ...keyed,
      ...named,
      ...closed,
      ...scoped,
      "too-many-requests",
      "busy",
      "unexpected",
    ]),
  ].sort();
}
