/**
 * What became of a message on its way to the phone. `unreachable`: the phone was off or full until the organisation
 * gave up. `expired`: it could not be delivered within its time.
 */
export type ReceiptResult =
  | { readonly kind: "delivered" }
  | {
      readonly kind: "failed";
      readonly reason: "bad-recipient" | "opted-out" | "text-refused" | "unreachable" | "other";
    }
  | { readonly kind: "expired" };

/** A receipt: `id` is the gateway's own of the message. The number that gateways send along is not kept. */
export type Receipt = { readonly id: string; readonly result: ReceiptResult };

/** A call of a gateway to our address, as it came: the query of the address, and the body. */
export type GatewayCall = { readonly query: URLSearchParams; readonly body: string };

/**
 * What is true of a message for which two receipts came, in whichever order: the same twice, or a late one. It was
 * delivered once one says so: an organisation that gave up and was wrong does not unsay it. A failure says more than
 * that its time had passed; of two failures the first reason in the alphabet counts, so that the order of their coming
 * does not matter.
 */
export function resultOfBoth(one: ReceiptResult | undefined, other: ReceiptResult): ReceiptResult {
  if (one === undefined) return other;
  return [one, other].toSorted((a, b) => rankOf(a) - rankOf(b) || reasonOf(a).localeCompare(reasonOf(b), "en"))[0]!;
}

const rankOf = ({ kind }: ReceiptResult): number => ["delivered", "failed", "expired"].indexOf(kind);

const reasonOf = (result: ReceiptResult): string => (result.kind === "failed" ? result.reason : "");
