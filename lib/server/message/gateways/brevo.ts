import { z } from "zod";
import { askGateway, DEADLINE, type GatewayAnswer } from "./ask-gateway.ts";
import { smsGatewayOf, type ReceiptAnswer, type LostAnswer, type GatewayRefusal, type SendResult } from "./gateway.ts";
import type { ReceiptResult } from "./receipt.ts";
import { readSendAnswer } from "./read-send-answer.ts";

/**
 * Transactional SMS of Brevo, API v3: https://developers.brevo.com/reference/send-async-transactional-sms,
 * https://developers.brevo.com/reference/get-sms-events, https://developers.brevo.com/docs/transactional-webhooks and,
 * for the wait after 429, https://developers.brevo.com/docs/limit-headers.
 *
 * Documented: the key in `api-key`; `type: transactional`, which has no hours; `tag`, by which its statistics list
 * events; `webUrl`, called for each event of this SMS; the codes of refusals. Not documented: an id that would keep a
 * second request from being a second SMS, so there is none; how soon an SMS stands in the statistics, so they are asked
 * five minutes later; which field was wrong, so the reason of `invalid_parameter` is guessed from the words `sender`,
 * `recipient` and `phone`; a signature of its calls, so our address is secret.
 */
export const brevo = smsGatewayOf(
  {
    name: "brevo",
    company: "Brevo",
    settings: { BREVO_API_KEY: z.string().min(1, "it is empty") },
    receiptsId: "0192f000-0000-7000-8000-000000000002",
    lost: { by: "asking", after: 300_000 },
    receiptsOf: ({ body }) =>
      calledIn(body).flatMap(({ messageId, msg_status }) => {
        const result = RESULTS.get(plainWord(msg_status));
        return result ? [{ id: messageId, result }] : [];
      }),
  },
  ({ BREVO_API_KEY }, { sender, receipts, url = "https://api.brevo.com/v3", deadline = DEADLINE }) => {
    const headers = { "api-key": BREVO_API_KEY };
    // It calls over the network, which does not reach an address of this machine.
    const webUrl = receipts?.startsWith("https:") ? receipts : undefined;

    /** The events of the last week of the SMS with this tag, or the code of an answer that says none. */
    async function eventsOf(tag: string): Promise<readonly Event[] | string> {
      const query = new URLSearchParams({ days: "7", limit: "100", tags: JSON.stringify([tag]) });
      const answer = await askGateway(
        { method: "GET", url: `${url}/transactionalSMS/statistics/events?${query}`, headers },
        deadline,
      );
      return eventsIn(answer, tag);
    }

    return {
      async send({ to, text, coding, tag }): Promise<SendResult> {
        const body = JSON.stringify({
          sender,
          recipient: to.replace(/^\+/u, ""),
          content: text,
          type: "transactional",
          tag,
          unicodeEnabled: coding === "ucs-2",
          webUrl,
        });
        const address = `${url}/transactionalSMS/send`;
        const answer = await askGateway({ method: "POST", url: address, headers, body }, deadline);
        return readSendAnswer(answer, { accepted, refused, waitHeader: "x-sib-ratelimit-reset" });
      },

      async find(tag): Promise<LostAnswer> {
        const events = await eventsOf(tag);
        if (typeof events === "string") return { kind: "cannot-say", code: events };
        return events[0] ? { kind: "sent", id: events[0].messageId } : { kind: "not-known" };
      },

      async receiptOf({ id, tag }): Promise<ReceiptAnswer> {
        const events = await eventsOf(tag);
        if (typeof events === "string") return "cannot-say";
        // The newest first, as the statistics are sorted; what came before a delivery was on the way to it.
        const results = events
          .filter(({ messageId }) => messageId === id)
          .flatMap(({ event }) => RESULTS.get(plainWord(event)) ?? []);
        const result = results.find(({ kind }) => kind === "delivered") ?? results[0];
        return result ? { id, result } : "none-yet";
      },
    };
  },
);

/** Its ids are whole numbers in an answer and in a call, and texts in the statistics. */
const ID = z.union([z.number().int(), z.string().regex(/^\d{1,20}$/u)]).transform(String);
const ACCEPTED = z.object({ messageId: ID, smsCount: z.number().int().optional(), usedCredits: z.number().optional() });
const REFUSAL = z.object({ code: z.string(), message: z.string().optional() });
const EVENT = z.object({ messageId: ID, event: z.string(), tag: z.string().optional() });
const EVENTS = z.object({ events: z.array(EVENT).optional() });
const CALLED = z.object({ messageId: ID, msg_status: z.string() });

type Event = z.infer<typeof EVENT>;

function accepted(body: unknown): SendResult | undefined {
  const read = ACCEPTED.safeParse(body);
  if (!read.success) return undefined;
  const { messageId, smsCount, usedCredits } = read.data;
  return { kind: "accepted", id: messageId, segments: smsCount, credits: usedCredits };
}

/** The codes of its errors, of which others stand for the status (`readSendAnswer`). */
const REASONS = new Map<string, GatewayRefusal>([
  ["not_enough_credits", "no-credit"],
  ["unauthorized", "not-authorised"],
  ["permission_denied", "not-authorised"],
  ["reseller_permission_denied", "not-authorised"],
  ["account_under_validation", "not-authorised"],
  ["method_not_allowed", "wrong-address"],
]);

function refused(status: number, body: unknown): SendResult | undefined {
  const read = REFUSAL.safeParse(body);
  if (!read.success) return undefined;
  const { code, message = "" } = read.data;
  const known = REASONS.get(code);
  if (known) return { kind: "refused", reason: known, code: `http-${status}-${code}` };
  if (code !== "invalid_parameter" && code !== "missing_parameter") return undefined;
  const reason = /sender/iu.test(message)
    ? "sender-not-allowed"
    : /recipient|phone|mobile/iu.test(message)
      ? "bad-recipient"
      : "rejected";
  return { kind: "refused", reason, code: `http-${status}-${code}` };
}

/**
 * Events that end the way of an SMS. A soft bounce may be followed by a delivery, which then counts (`resultOfBoth`).
 */
const RESULTS = new Map<string, ReceiptResult>([
  ["delivered", { kind: "delivered" }],
  ["hardbounce", { kind: "failed", reason: "bad-recipient" }],
  ["softbounce", { kind: "failed", reason: "unreachable" }],
  ["rejected", { kind: "failed", reason: "other" }],
  ["blocked", { kind: "failed", reason: "opted-out" }],
  ["blacklisted", { kind: "failed", reason: "opted-out" }],
  ["skip", { kind: "failed", reason: "opted-out" }],
]);

/** The same event is `hard_bounce` in a call, `hardBounce` or `hardBounces` in the statistics. */
const plainWord = (event: string): string =>
  event
    .toLowerCase()
    .replaceAll(/[^a-z]/gu, "")
    .replace(/s$/u, "");

function eventsIn(answer: GatewayAnswer, tag: string): readonly Event[] | string {
  if (answer.kind !== "answer") return answer.code;
  const read = answer.status === 200 ? EVENTS.safeParse(answer.body) : undefined;
  if (!read?.success) return `http-${answer.status}`;
  return (read.data.events ?? []).filter((event) => event.tag === undefined || event.tag === tag);
}

/** What a call holds: one event, or several where Brevo gathers them. */
function calledIn(body: string): readonly z.infer<typeof CALLED>[] {
  let held: unknown;
  try {
    held = JSON.parse(body);
  } catch {
    return [];
  }
  return [held].flat().flatMap((one) => CALLED.safeParse(one).data ?? []);
}
