import type { z } from "zod";
import type { ProblemCode } from "../problem.ts";

/** Who may make a call: everybody, who holds the secret in its address or its body, an enrolled device, or who is signed in. */
export type Caller = "anyone" | "holder" | "door" | "device" | "staff";

/** What an answer carries: JSON of this shape, nothing, Server-Sent Events, or plain text. */
export type AnswerBody = z.ZodType | "nothing" | "events" | "text";

/** One call of the API as everybody may read it (CONTRACT, section 3). */
export type Call = {
  /** Its name for programs. */
  readonly name: string;
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** With names in braces: /api/v1/visits/{secret}. */
  readonly path: string;
  readonly summary: string;
  readonly who: readonly Caller[];
  readonly query?: Readonly<Record<string, z.ZodType>>;
  readonly body?: z.ZodType;
  /** Takes the header Idempotency-Key: sent again with the same one, it happens once. */
  readonly once?: true;
  readonly answers: Readonly<Record<number, AnswerBody>>;
  /** What this call refuses; what every call may refuse is added by `problemsOf`. */
  readonly problems: readonly ProblemCode[];
};

/** Everything a call may be refused with, also before its own rules are asked. */
export function problemsOf({ path, method, who, body, once, problems }: Call): readonly ProblemCode[] {
  const unsafe: readonly ProblemCode[] = method === "GET" ? [] : ["foreign-origin"];
  const sent: readonly ProblemCode[] = body ? ["malformed", "not-json", "too-large", "personal-number-refused"] : [];
  const keyed: readonly ProblemCode[] = once ? ["malformed", "idempotency-key-reused"] : [];
  const named: readonly ProblemCode[] = path.includes("{") ? ["not-found"] : [];
  const closed: readonly ProblemCode[] =
    who.includes("staff") || who.includes("device") ? ["sign-in-needed", "not-allowed"] : [];
  return [
    ...new Set<ProblemCode>([
      ...problems,
      ...unsafe,
      ...sent,
      ...keyed,
      ...named,
      ...closed,
      "too-many-requests",
      "busy",
      "unexpected",
    ]),
  ].sort();
}
