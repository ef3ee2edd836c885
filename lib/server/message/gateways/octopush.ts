import { z } from "zod";
import { askGateway, DEADLINE } from "./ask-gateway.ts";
import { smsGatewayOf, type GatewayRefusal, type SendResult } from "./gateway.ts";
import type { ReceiptResult } from "./receipt.ts";
import { readSendAnswer } from "./read-send-answer.ts";

/**
 * The public API v1 of Octopush: https://dev.octopush.com/en/sms-gateway-api-documentation/send-sms/,
 * https://octopush.com/en/sms-gateway-api-documentation/return-codes/ and, for receipts,
 * https://dev.octopush.com/en/sms-gateway-api-documentation/callbacks/acknowledge-receipt.
 *
 * Documented: `api-login` and `api-key`; `purpose: alert`, without which « STOP » is demanded; `auto_optimize_text:
 * false`, without which the text is changed; `request_id`, which is refused with code 120 when it comes again within 24
 * hours, so a second try sends no second SMS. Receipts come by calls only, to the address set in its interface, which
 * must answer within a second and without a body. Not documented: a question by `request_id` or ticket, so nothing is
 * found; whether a `request_id` counts as used after an error 500; the ticket of an SMS whose answer was lost, so its
 * receipt is not recognised.
 */
export const octopush = smsGatewayOf(
  {
    name: "octopush",
    company: "Octopush",
    settings: {
      OCTOPUSH_API_LOGIN: z.string().min(1, "it is empty"),
      OCTOPUSH_API_KEY: z.string().min(1, "it is empty"),
    },
    receiptsId: "0192f000-0000-7000-8000-000000000003",
    lost: { by: "repeating", within: 24 * 3_600_000 },
    receiptsOf: ({ body }) => {
      const read = CALL.safeParse(body);
      const result = read.success ? RESULTS.get(read.data.status) : undefined;
      return read.success && result ? [{ id: read.data.message_id, result }] : [];
    },
  },
  (
    { OCTOPUSH_API_LOGIN, OCTOPUSH_API_KEY },
    { sender, url = "https://api.octopush.com/v1/public", deadline = DEADLINE },
  ) => ({
    async send({ to, text, tag }): Promise<SendResult> {
      const body = JSON.stringify({
        recipients: [{ phone_number: to }],
        text,
        type: "sms_premium",
        purpose: "alert",
        sender,
        with_replies: false,
        auto_optimize_text: false,
        request_id: tag,
      });
      const headers = { "api-login": OCTOPUSH_API_LOGIN, "api-key": OCTOPUSH_API_KEY, "cache-control": "no-cache" };
      const answer = await askGateway({ method: "POST", url: `${url}/sms-campaign/send`, headers, body }, deadline);
      return readSendAnswer(answer, { accepted, refused });
    },

    find: () => Promise.resolve({ kind: "cannot-say", code: "not-documented" }),
  }),
);

const ACCEPTED = z.object({
  sms_ticket: z.string().regex(/^\w{1,60}$/u),
  number_of_sms_needed: z.number().int().optional(),
});
const REFUSAL = z.object({ code: z.coerce.number().int() });
const CALL = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue("This is no JSON.");
      return z.NEVER;
    }
  })
  .pipe(z.object({ message_id: z.string().regex(/^\w{1,60}$/u), status: z.string() }));

function accepted(body: unknown): SendResult | undefined {
  const read = ACCEPTED.safeParse(body);
  return read.success
    ? { kind: "accepted", id: read.data.sms_ticket, segments: read.data.number_of_sms_needed }
    : undefined;
}

/** The number of a code, which stands in the body with status 400. 150 is the code of a recipient in its examples. */
const REASONS = new Map<number, GatewayRefusal>([
  [101, "not-authorised"],
  [108, "not-authorised"],
  [109, "not-authorised"],
  [113, "not-authorised"],
  [114, "not-authorised"],
  [104, "no-credit"],
  [105, "no-credit"],
  [106, "sender-not-allowed"],
  [102, "text-refused"],
  [107, "text-refused"],
  [119, "text-refused"],
  [121, "text-refused"],
  [122, "text-refused"],
  [103, "bad-recipient"],
  [110, "bad-recipient"],
  [117, "bad-recipient"],
  [150, "bad-recipient"],
]);

/** « A SMS with the same request_id has already been sent. » */
const SENT_BEFORE = 120;

function refused(status: number, body: unknown): SendResult | undefined {
  const code = REFUSAL.safeParse(body).data?.code;
  if (code === SENT_BEFORE) return { kind: "accepted" };
  const reason = code === undefined ? undefined : REASONS.get(code);
  return reason && { kind: "refused", reason, code: `http-${status}-${code}` };
}

/** The states that end the way of an SMS; ACK, UNDEFINED, UNKNOWN_DELIVERY and PROCESSED do not. */
const RESULTS = new Map<string, ReceiptResult>([
  ["DELIVERED", { kind: "delivered" }],
  ["NOT_DELIVERED", { kind: "failed", reason: "unreachable" }],
  ["NOT_ALLOWED", { kind: "failed", reason: "other" }],
  ["BAD_DESTINATION", { kind: "failed", reason: "bad-recipient" }],
  ["BLACKLISTED_NUMBER", { kind: "failed", reason: "opted-out" }],
]);
