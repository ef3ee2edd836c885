import fc from "fast-check";
import { AGE_BANDS, GENDERS, SOCIAL_STATUSES } from "#lib/queue/acts/report.ts";
import { workshopOf, type WorkshopTyped } from "#lib/report/workshop.ts";
import { runs } from "#tests/support/property-runs.ts";

const typed: WorkshopTyped = {
  title: "Premiers mails",
  level: "debutant",
  participants: 6,
  supportedBefore: 2,
  genders: { feminin: 4 },
  ageBands: { soixante_dix_plus: 3, quarante_cinquante_neuf: 1 },
  statuses: {},
};

test("of whom nothing was typed counts as not said, as in the national form", () => {
  expect(workshopOf(typed)).toEqual({
    ok: true,
    value: {
      title: "Premiers mails",
      level: "debutant",
      participants: 6,
      supportedBefore: 2,
      genders: [0, 4, 2],
      ageBands: [0, 0, 0, 0, 1, 0, 3, 2],
      statuses: [0, 0, 0, 0, 6],
    },
  });
});

test.each([
  ["genders", { genders: { feminin: 4, masculin: 3 } }],
  ["ageBands", { ageBands: { moins_de_douze: 7 } }],
  ["statuses", { statuses: { retraite: 5, en_emploi: 2 } }],
  ["supportedBefore", { supportedBefore: 7 }],
] as const)("more people than were there are refused at %s", (field, changed) => {
  expect(workshopOf({ ...typed, ...changed })).toEqual({ ok: false, refusal: field });
});

test("a count that somebody typed for those who said nothing is counted anew", () => {
  expect(workshopOf({ ...typed, genders: { non_communique: 40 } })).toMatchObject({
    ok: true,
    value: { genders: [0, 0, 6] },
  });
});

test("whatever is accepted, each sum is that of the people", () => {
  const counts = (values: readonly string[]) =>
    fc.record(Object.fromEntries(values.map((value) => [value, fc.nat(4)])), { requiredKeys: [] });
  fc.assert(
    fc.property(
      fc.nat(30),
      fc.nat(5),
      counts(GENDERS),
      counts(AGE_BANDS),
      counts(SOCIAL_STATUSES),
      (participants, supportedBefore, genders, ageBands, statuses) => {
        const workshop = workshopOf({ participants, supportedBefore, genders, ageBands, statuses });
        if (!workshop.ok) return;
        for (const list of [workshop.value.genders, workshop.value.ageBands, workshop.value.statuses]) {
          expect(list.reduce((sum, count) => sum + count, 0)).toBe(participants);
          expect(Math.min(...list)).toBeGreaterThanOrEqual(0);
        }
      },
    ),
    { numRuns: runs(300) },
  );
});
