import type { BookingRefusal } from "#lib/booking/appointment.ts";
import type { QueueRefusal } from "#lib/queue/acts/acts.ts";

/** Refusals that come from the request, the caller or the server, not from the rules of the line or of booking. */
export type RequestRefusal =
  | "malformed"
  | "unknown-field"
  | "method-not-allowed"
  | "sign-in-needed"
  | "token-expired"
  | "scope-missing"
  | "not-allowed"
  | "foreign-origin"
  | "too-large"
  | "too-many-rows"
  | "not-json"
  | "unknown-topic"
  | "idempotency-key-reused"
  | "not-today"
  | "own-account"
  | "no-such-place"
  | "place-missing"
  | "already-over"
  | "last-administrator"
  | "has-role"
  | "already-invited"
  | "place-offline"
  | "ask-the-team"
  | "too-many-requests"
  | "unexpected"
  | "busy";

export type ProblemCode = RequestRefusal | QueueRefusal | BookingRefusal;

/**
 * The HTTP status of every problem code (docs/api.md#problem-codes). 409: refused in the present state, may succeed
 * later; 422: the same request will never succeed.
 */
export const statusOf: Readonly<Record<ProblemCode, number>> = {
  malformed: 400,
  "unknown-field": 400,
  "sign-in-needed": 401,
  "token-expired": 401,
  "scope-missing": 403,
  "not-allowed": 403,
  "foreign-origin": 403,
  "not-found": 404,
  "method-not-allowed": 405,
  "already-called": 409,
  "already-here": 409,
  "ask-the-team": 409,
  "desk-busy": 409,
  "desk-not-taken": 409,
  "not-today": 409,
  "numbers-not-given": 409,
  "numbers-stopped": 409,
  "noted-after-close": 409,
  "permanence-closed": 409,
  "shut-for-now": 409,
  "permanence-not-open": 409,
  "place-offline": 409,
  "line-suspended": 409,
  "not-your-desk": 409,
  "seated-elsewhere": 409,
  "away-enough": 409,
  "not-fetched": 409,
  "leftovers-remain": 409,
  "queue-empty": 409,
  "slot-taken": 409,
  "only-by-team": 409,
  "conseiller-absent": 409,
  "state-changed": 409,
  "too-many-appointments": 409,
  "overbooked-enough": 409,
  "offer-ended": 409,
  "last-administrator": 409,
  "has-role": 409,
  "already-invited": 409,
  "too-large": 413,
  "not-json": 415,
  "idempotency-key-reused": 422,
  "leaves-a-hole": 422,
  "not-bookable": 422,
  "outside-hours": 422,
  "outside-window": 422,
  "personal-number-refused": 422,
  "report-incomplete": 422,
  "too-early": 409,
  "too-late": 422,
  "too-soon": 422,
  "short-notice": 422,
  "too-many-wait": 409,
  "unknown-topic": 422,
  "unknown-conseiller": 422,
  "own-account": 422,
  "no-such-place": 422,
  "too-many-rows": 422,
  "place-missing": 422,
  "already-over": 422,
  "too-many-requests": 429,
  unexpected: 500,
  busy: 503,
};

/** Seconds of the header Retry-After when no better value is known. */
const RETRY_AFTER = 2;

/** An answer as it is sent: status, headers and body. */
export type WrittenAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** The answer `problem`, written out. */
export function writtenProblem(
  code: ProblemCode,
  facts: Readonly<Record<string, unknown>> = {},
  retryAfter = RETRY_AFTER,
): WrittenAnswer {
  const status = statusOf[code];
  return {
    status,
    headers: {
      "Content-Type": "application/problem+json",
      "Cache-Control": "no-store",
      ...(status === 429 || status === 503 ? { "Retry-After": String(retryAfter) } : {}),
    },
    body: JSON.stringify({ ...facts, type: "about:blank", title: code.replaceAll("-", " "), status, code }),
  };
}

/**
 * Makes the problem document of a refusal (RFC 9457): its code and `facts` that help the caller, never what was sent.
 * `retryAfter`: whole seconds of the header Retry-After, which is sent with 429 and 503.
 */
export function problem(...refused: Parameters<typeof writtenProblem>): Response {
  const { body, ...head } = writtenProblem(...refused);
  return new Response(body, head);
}
