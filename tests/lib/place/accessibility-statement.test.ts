import { auditRefusal } from "#lib/place/accessibility-statement.ts";

const audit = { auditor: "Cabinet d’audit", auditedOn: "2026-10-12" };

test("without an audit, or with one that is out of date, a site is « non conforme »", () => {
  expect(auditRefusal({ state: "none" })).toBeUndefined();
  expect(auditRefusal({ state: "none", rate: 90, ...audit })).toBeUndefined();
});

test.each(["full", "partial"] as const)(
  "« %s » is said after an audit alone: its rate, who made it and when",
  (state) => {
    expect(auditRefusal({ state })).toBe("audit-missing");
    expect(auditRefusal({ state, rate: 100, auditor: "Cabinet d’audit" })).toBe("audit-missing");
    expect(auditRefusal({ state, rate: 100, auditedOn: "2026-10-12" })).toBe("audit-missing");
    expect(auditRefusal({ state, ...audit })).toBe("audit-missing");
  },
);

test.each([
  ["full", 100, undefined],
  ["full", 99.9, "rate-of-another-state"],
  ["partial", 100, "rate-of-another-state"],
  ["partial", 99.9, undefined],
  ["partial", 50, undefined],
  ["partial", 49.9, "rate-of-another-state"],
] as const)("« %s » at %d %%: %s", (state, rate, refusal) => {
  expect(auditRefusal({ state, rate, ...audit })).toBe(refusal);
});
