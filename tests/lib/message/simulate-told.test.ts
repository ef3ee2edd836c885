import { ASSUMPTIONS, simulateTold, type Assumptions } from "#bench/simulate/told.ts";
import { randomFrom } from "#bench/wait/random.ts";
import { sayIn } from "#tests/support/sms-texts.ts";

const simulate = (given: Partial<Assumptions> = {}, many = 2_000) =>
  simulateTold(many, { ...ASSUMPTIONS, ...given }, randomFrom(7).share, sayIn);
const only = { mobile: 0, mail: 0, landline: 0, none: 0 };
const french = { fr: 1, ar: 0, tr: 0, en: 0, figures: 0 };
const inTwoWeeks = { 0: 0, 1: 0, 3: 0, 7: 0, 14: 1 };

test("each assumption is a part of one, and the same seed gives the same figures", () => {
  for (const shares of [ASSUMPTIONS.contacts, ASSUMPTIONS.words, ASSUMPTIONS.daysAhead])
    expect(Object.values(shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
  expect(simulate()).toEqual(simulate());
});

test("whoever has a mobile and books two weeks ahead gets three SMS, of a segment each in French and two in Arabic", () => {
  const given = { contacts: { ...only, mobile: 1 }, daysAhead: inTwoWeeks };
  expect(simulate({ ...given, words: french }, 100)).toMatchObject({ sms: 300, segments: 300, reminded: 100 });
  expect(simulate({ ...given, words: { ...french, fr: 0, ar: 1 } }, 100)).toMatchObject({ sms: 300, segments: 600 });
});

test("whoever left a landline or nothing is sent nothing, and comes as often as without messages", () => {
  const called = simulate({ contacts: { ...only, landline: 0.5, none: 0.5 } });
  expect(called).toMatchObject({ sms: 0, reminded: 0, freed: 0, noShows: called.noShowsWithoutReminders });
  expect(called.toCall + called.onSite).toBe(called.appointments);
});

test("no reminder, no no-show avoided; nobody is counted twice", () => {
  const same = { reminded: 0.25, not: 0.25 };
  expect(simulate({ noShow: same })).toMatchObject({ freed: 0 });
  const figures = simulate();
  expect(figures.noShows).toBeLessThan(figures.noShowsWithoutReminders);
  expect(figures.helped).toBe(figures.appointments - figures.noShows - figures.freed + figures.reused);
  expect(figures.reused).toBeLessThanOrEqual(figures.freed);
});
