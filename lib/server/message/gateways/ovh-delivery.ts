import type { ReceiptResult } from "./receipt.ts";

/**
 * How OVHcloud says what became of an SMS. `ptt`: what the operator said, a list that the documentation does not give whole.
 * `description`: the state in general, « DLR id », where it is sent along.
 */
type Delivery = { readonly ptt: number; readonly description?: number | undefined };

/**
 * What became of it, or undefined while it is on its way (general states 0, 4 and 8) and when the operator will never say (ptt 6). A ptt
 * that is not documented counts only with a general state that is final.
 * Both tables: https://help.ovhcloud.com/csm/en-ie-sms-users?id=kb_article_view&sysparm_article=KB0051414
 */
export function resultOfDelivery({ ptt, description }: Delivery): ReceiptResult | undefined {
  if (ptt === 4 || description === 1) return { kind: "delivered" };
  if (ON_ITS_WAY.has(ptt) || (description !== undefined && WAITING.has(description))) return undefined;
  if (ptt === 8) return { kind: "expired" };
  const reason = REASONS.get(ptt) ?? (description === undefined ? undefined : "other");
  return reason && { kind: "failed", reason };
}

const ON_ITS_WAY = new Set([1, 2, 3, 6]);
const WAITING = new Set([0, 4, 8]);

const REASONS = new Map<number, Extract<ReceiptResult, { kind: "failed" }>["reason"]>([
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
