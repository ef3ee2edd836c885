import type { GatewayAnswer } from "./ask-gateway.ts";
import type { GatewayRefusal, SendResult } from "./gateway.ts";

/**
 * How one gateway reads its own answers. `accepted`: undefined for a body that it does not document. `refused`:
 * undefined leaves it to the status.
 */
type AnswerReader = {
  readonly accepted: (body: unknown) => SendResult | undefined;
  readonly refused: (status: number, body: unknown) => SendResult | undefined;
  /** The header with the seconds to wait, where it is not Retry-After. */
  readonly waitHeader?: string;
};

/**
 * What an answer says of an SMS that was handed over, the same for all gateways:
 *
 * - no connection, 408, 425, 429, 500, 503: not taken, to be tried again after the time that it asks for;
 * - 502 and 504 come from a proxy before the gateway, which has lost its answer: unknown, as a deadline or a broken
 *   connection is;
 * - 2xx with a body that is not documented: unknown too;
 * - another status: refused, for the reason that the gateway gives in its body, or else by the status.
 */
export function readSendAnswer(answer: GatewayAnswer, { accepted, refused, waitHeader }: AnswerReader): SendResult {
  if (answer.kind === "not-reached") return { kind: "again", code: answer.code };
  if (answer.kind === "lost") return { kind: "unknown", code: answer.code };
  const { status, headers, body } = answer;
  const code = `http-${status}`;
  if (status >= 200 && status < 300) return accepted(body) ?? { kind: "unknown", code: `${code}-unreadable` };
  if (status === 502 || status === 504) return { kind: "unknown", code };
  if (LATER.has(status)) return { kind: "again", code, wait: waitOf(headers, waitHeader) };
  return refused(status, body) ?? { kind: "refused", reason: REASONS.get(status) ?? "rejected", code };
}

const LATER = new Set([408, 425, 429, 500, 503]);

const REASONS: ReadonlyMap<number, GatewayRefusal> = new Map([
  [301, "wrong-address"],
  [302, "wrong-address"],
  [307, "wrong-address"],
  [308, "wrong-address"],
  [401, "not-authorised"],
  [402, "no-credit"],
  [403, "not-authorised"],
  [404, "wrong-address"],
  [405, "wrong-address"],
]);

/**
 * Milliseconds to wait by Retry-After (RFC 9110, 10.2.3: seconds, or a date, taken from the date of the answer) or a
 * header in seconds.
 */
function waitOf(headers: Headers, waitHeader: string | undefined): number | undefined {
  const asked = headers.get("retry-after") ?? (waitHeader === undefined ? null : headers.get(waitHeader));
  if (asked === null) return undefined;
  const wait = /^\d{1,6}$/u.test(asked)
    ? Number(asked) * 1_000
    : Date.parse(asked) - Date.parse(headers.get("date") ?? "");
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}
