import fc from "fast-check";
import { resultOfBoth, type ReceiptResult } from "#lib/server/message/gateways/receipt.ts";

const results = fc.constantFrom<ReceiptResult>(
  { kind: "delivered" },
  { kind: "expired" },
  { kind: "failed", reason: "bad-recipient" },
  { kind: "failed", reason: "unreachable" },
  { kind: "failed", reason: "other" },
);

const whatIsTrue = (receipts: readonly ReceiptResult[]) => receipts.reduce(resultOfBoth, undefined as never);

test("receipts that come twice or late, in whichever order, say the same in the end", () => {
  fc.assert(
    fc.property(
      fc
        .array(results, { minLength: 1, maxLength: 4 })
        .chain((one) =>
          fc.tuple(
            fc.constant(one),
            fc.shuffledSubarray([...one, ...one], { minLength: one.length * 2, maxLength: one.length * 2 }),
          ),
        ),
      ([once, twiceInAnyOrder]) => expect(whatIsTrue(twiceInAnyOrder)).toEqual(whatIsTrue(once)),
    ),
  );
});

test("a delivery that is told late counts, and a failure after it does not", () => {
  const delivered = { kind: "delivered" } as const;
  const failed = { kind: "failed", reason: "unreachable" } as const;
  expect(resultOfBoth(failed, delivered)).toEqual(delivered);
  expect(resultOfBoth(delivered, failed)).toEqual(delivered);
  expect(resultOfBoth({ kind: "expired" }, failed)).toEqual(failed);
  expect(resultOfBoth(undefined, failed)).toEqual(failed);
});
