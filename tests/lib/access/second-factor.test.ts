import { DAYS_OF_GRACE, secondFactorDueAt, signInLevelOf } from "#lib/access/second-factor.ts";
import { instantOf } from "#lib/time/instant.ts";

const monday = instantOf("2026-11-23T09:00:00Z");
const tuesday = instantOf("2026-11-24T09:00:00Z");
const nextMonday = instantOf("2026-11-30T09:00:00Z");

describe("whoever leads or receives has a second factor", () => {
  test("seven days after the first of their roles was given", () => {
    expect(DAYS_OF_GRACE).toBe(7);
    expect(secondFactorDueAt([tuesday, monday])).toBe(nextMonday);
  });

  test("and nobody else", () => expect(secondFactorDueAt([])).toBeUndefined());
});

describe("a login is wholly signed in", () => {
  test("without second factor as long as none is due", () => {
    expect(signInLevelOf({}, tuesday)).toBe("full");
    expect(signInLevelOf({ due: nextMonday }, tuesday)).toBe("full");
    expect(signInLevelOf({ due: nextMonday }, (nextMonday - 1) as typeof monday)).toBe("full");
  });

  test("once the second factor was given in it", () =>
    expect(signInLevelOf({ factorSince: monday, givenAt: tuesday }, nextMonday)).toBe("full"));

  test("from the moment at which it set the factor up itself", () =>
    expect(signInLevelOf({ factorSince: monday, givenAt: monday }, tuesday)).toBe("full"));
});

describe("a login is half signed in", () => {
  test("from the moment on at which a second factor is due and none is set up", () =>
    expect(signInLevelOf({ due: nextMonday }, nextMonday)).toBe("set-up"));

  test("until the second factor is given, also where none has to be set up", () =>
    expect(signInLevelOf({ factorSince: monday }, tuesday)).toBe("give"));

  test("when the factor was given before another one was set up", () =>
    expect(signInLevelOf({ factorSince: tuesday, givenAt: monday }, nextMonday)).toBe("give"));
});
