import { createHash } from "node:crypto";
import { z } from "zod";
import { clock } from "#lib/server/clock.ts";
import { askGateway, DEADLINE, type GatewayAnswer } from "./ask-gateway.ts";
import { smsGatewayOf, type ReceiptAnswer, type LostAnswer, type SendResult } from "./gateway.ts";
import type { ReceiptResult } from "./receipt.ts";
import { readSendAnswer } from "./read-send-answer.ts";

/**
 * The SMS API of OVHcloud, version 1: https://eu.api.ovh.com/console/?section=/sms&branch=v1, with
 * https://docs.ovhcloud.com/en/guides/web-cloud/messaging/sms/api-sms-cookbook and, for receipts,
 * https://help.ovhcloud.com/csm/en-ie-sms-users?id=kb_article_view&sysparm_article=KB0051414.
 *
 * Documented: the signature; `noStopClause`, without which « STOP » is added and an SMS waits outside 8–22 h and at the
 * weekend; `tag`, by which sent ones (`outgoing`) can be listed for six months; the receipts by `id` and `ptt`, by
 * calling an address or by asking for one. Not documented: codes of what is refused with 400, whose reason is guessed
 * from the words `credit`, `sender` and `receiver`; whether a second request with the same tag is sent again, so it is
 * taken for granted that it is; how soon a new one is listed. While it waits it stands in `jobs`, which has no tag:
 * with any job waiting `find` cannot say.
 */
export const ovh = smsGatewayOf(
  {
    name: "ovh",
    company: "OVHcloud",
    settings: {
      OVH_APPLICATION_KEY: z.string().min(1, "it is empty"),
      OVH_APPLICATION_SECRET: z.string().min(1, "it is empty"),
      OVH_CONSUMER_KEY: z.string().min(1, "it is empty"),
      /** The name of the SMS account. */
      OVH_SMS_SERVICE: z.string().regex(/^sms-[a-z0-9-]+$/i, "it is no name of an account, such as sms-ab12345-1"),
    },
    receiptsId: "0192f000-0000-7000-8000-000000000001",
    lost: { by: "asking", after: 60_000 },
    receiptsOf: ({ query }) => {
      const read = CALL.safeParse(Object.fromEntries(query));
      const result = read.success ? resultOfDelivery(read.data) : undefined;
      return read.success && result ? [{ id: read.data.id, result }] : [];
    },
  },
  (contract, { sender, url = "https://eu.api.ovh.com/1.0", deadline = DEADLINE }) => {
    const service = `${url}/sms/${encodeURIComponent(contract.OVH_SMS_SERVICE)}`;
    let ahead: number | undefined;

    /** How far the clock of OVHcloud is ahead of ours, in seconds. It refuses a signature whose time is not its own. */
    async function timeDifference(): Promise<number | GatewayAnswer> {
      if (ahead !== undefined) return ahead;
      const answer = await askGateway({ method: "GET", url: `${url}/auth/time`, headers: {} }, deadline);
      const time =
        answer.kind === "answer" && answer.status === 200 ? z.number().int().safeParse(answer.body) : undefined;
      return time?.success ? (ahead = time.data - seconds()) : answer;
    }

    /** A signed request. One that was not sent for want of the time is `not-reached`. */
    async function ask(method: "GET" | "POST", address: string, body = ""): Promise<GatewayAnswer> {
      const difference = await timeDifference();
      if (typeof difference !== "number")
        return {
          kind: "not-reached",
          code: difference.kind === "answer" ? `time-${difference.status}` : difference.code,
        };
      const timestamp = String(seconds() + difference);
      const { OVH_APPLICATION_SECRET, OVH_CONSUMER_KEY } = contract;
      const signed = [OVH_APPLICATION_SECRET, OVH_CONSUMER_KEY, method, address, body, timestamp].join("+");
      const headers = {
        "x-ovh-application": contract.OVH_APPLICATION_KEY,
        "x-ovh-consumer": OVH_CONSUMER_KEY,
        "x-ovh-timestamp": timestamp,
        "x-ovh-signature": `$1$${createHash("sha1").update(signed).digest("hex")}`,
      };
      const answer = await askGateway({ method, url: address, headers, ...(body !== "" && { body }) }, deadline);
      if (answer.kind === "answer" && (answer.status === 400 || answer.status === 403)) ahead = undefined;
      return answer;
    }

    return {
      async send({ to, text, coding, tag, validFor }): Promise<SendResult> {
        const job = {
          message: text,
          receivers: [to],
          sender,
          senderForResponse: false,
          noStopClause: true,
          charset: "UTF-8",
          coding: coding === "gsm-7" ? "7bit" : "8bit",
          class: "phoneDisplay",
          priority: "high",
          tag,
          ...(validFor !== undefined && { validityPeriod: Math.max(1, Math.floor(validFor)) }),
        };
        return readSendAnswer(await ask("POST", `${service}/jobs`, JSON.stringify(job)), { accepted, refused });
      },

      async find(tag): Promise<LostAnswer> {
        // First those that wait: one that leaves in between is then seen among those that were sent.
        const waiting = idsIn(await ask("GET", `${service}/jobs`));
        const sent = idsIn(await ask("GET", `${service}/outgoing?tag=${encodeURIComponent(tag)}`));
        if (typeof sent === "string") return { kind: "cannot-say", code: sent };
        const [id] = sent;
        if (id !== undefined) return { kind: "sent", id };
        if (typeof waiting === "string") return { kind: "cannot-say", code: waiting };
        return waiting.length === 0 ? { kind: "not-known" } : { kind: "cannot-say", code: "jobs-waiting" };
      },

      async receiptOf({ id }): Promise<ReceiptAnswer> {
        const answer = await ask("GET", `${service}/outgoing/${encodeURIComponent(id)}`);
        // A job that still waits is not among the sent ones.
        if (answer.kind === "answer" && answer.status === 404) return "none-yet";
        const read = answer.kind === "answer" && answer.status === 200 ? OUTGOING.safeParse(answer.body) : undefined;
        if (!read?.success) return "cannot-say";
        const result = resultOfDelivery({ ptt: read.data.ptt, description: read.data.deliveryReceipt });
        return result ? { id, result } : "none-yet";
      },
    };
  },
);

const seconds = (): number => Math.floor(clock.now() / 1_000);

const REPORT = z.object({
  ids: z.array(z.number().int()),
  invalidReceivers: z.array(z.string()),
  totalCreditsRemoved: z.number().optional(),
});
const OUTGOING = z.object({ ptt: z.number().int(), deliveryReceipt: z.number().int().optional() });
/** The query of a call to our address: texts of digits. */
const CALL = z.object({
  id: z.string().regex(/^\d{1,20}$/u),
  ptt: z.coerce.number().int(),
  description: z.coerce.number().int().optional().catch(undefined),
});
const REFUSAL = z.object({ errorCode: z.string().optional(), message: z.string().optional() });

/** With one receiver there is one id, or this receiver among the invalid ones. */
function accepted(body: unknown): SendResult | undefined {
  const read = REPORT.safeParse(body);
  if (!read.success) return undefined;
  const { ids, invalidReceivers, totalCreditsRemoved } = read.data;
  if (ids[0] !== undefined) return { kind: "accepted", id: String(ids[0]), credits: totalCreditsRemoved };
  return invalidReceivers.length > 0
    ? { kind: "refused", reason: "bad-recipient", code: "http-200-invalid-receiver" }
    : undefined;
}

/**
 * The codes of a refused signature are those of https://github.com/ovh/python-ovh; a time that passed is tried again
 * with a new one.
 */
function refused(status: number, body: unknown): SendResult | undefined {
  const { errorCode = "", message = "" } = REFUSAL.safeParse(body).data ?? {};
  const code = `http-${status}`;
  if (errorCode === "QUERY_TIME_OUT" || /out of time/iu.test(message)) return { kind: "again", code: `${code}-time` };
  if (status !== 400) return undefined;
  if (/INVALID_(KEY|CREDENTIAL|SIGNATURE)|NOT_CREDENTIAL|NOT_GRANTED_CALL/u.test(errorCode))
    return { kind: "refused", reason: "not-authorised", code };
  if (/credit/iu.test(message)) return { kind: "refused", reason: "no-credit", code };
  if (/sender/iu.test(message)) return { kind: "refused", reason: "sender-not-allowed", code };
  if (/receiver/iu.test(message)) return { kind: "refused", reason: "bad-recipient", code };
  return undefined;
}

/** The ids in a list of the API as texts, or the code of an answer that is no list. */
function idsIn(answer: GatewayAnswer): readonly string[] | string {
  if (answer.kind !== "answer") return answer.code;
  const read = answer.status === 200 ? z.array(z.number().int()).safeParse(answer.body) : undefined;
  return read?.success ? read.data.map(String) : `http-${answer.status}`;
}

/**
 * How OVHcloud says what became of an SMS. `ptt`: what the organisation said, a list that the documentation does not
 * give whole. `description`: the state in general, « DLR id », where it is sent along.
 */
type Delivery = { readonly ptt: number; readonly description?: number | undefined };

/**
 * What became of it, or undefined while it is on its way (general states 0, 4 and 8) and when the organisation will
 * never say (ptt 6). A ptt that is not documented counts only with a general state that is final. Both tables:
 * https://help.ovhcloud.com/csm/en-ie-sms-users?id=kb_article_view&sysparm_article=KB0051414
 */
function resultOfDelivery({ ptt, description }: Delivery): ReceiptResult | undefined {
  if (ptt === 4 || description === 1) return { kind: "delivered" };
  if (ON_ITS_WAY.has(ptt) || (description !== undefined && WAITING.has(description))) return undefined;
  if (ptt === 8) return { kind: "expired" };
  const reason = WHY_NOT.get(ptt) ?? (description === undefined ? undefined : "other");
  return reason && { kind: "failed", reason };
}

const ON_ITS_WAY = new Set([1, 2, 3, 6]);
const WAITING = new Set([0, 4, 8]);

const WHY_NOT = new Map<number, Extract<ReceiptResult, { kind: "failed" }>["reason"]>([
  [5, "other"],
  [20, "text-refused"],
  [21, "other"],
  [23, "bad-recipient"],
  [24, "unreachable"],
  [25, "other"],
  [26, "unreachable"],
  [27, "bad-recipient"],
  [28, "text-refused"],
  [29, "text-refused"],
  [33, "text-refused"],
  [39, "other"],
  [73, "unreachable"],
  [74, "unreachable"],
  [76, "other"],
  [202, "other"],
]);
