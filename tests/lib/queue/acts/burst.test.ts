import { isBurst, missingOf, takenLately, toVerify } from "#lib/queue/acts/burst.ts";
import { nextInTurn } from "#lib/queue/order/next-in-turn.ts";
import { aheadIn } from "#lib/queue/order/who-may-pass.ts";
import { visitOf, type LineState } from "#lib/queue/line/line-state.ts";
import { instant, MINUTE } from "#lib/time/instant.ts";
import { at, HalfDay } from "#tests/support/line.ts";

const taken = (count: number, time = "9:00") =>
  Array.from({ length: count }, (_, index) => ({ visit: `burst-${index + 1}`, at: at(time) }));

test("thirty numbers of one address in ten minutes are no burst, and thirty-one are", () => {
  expect(isBurst(taken(30))).toBe(false);
  expect(isBurst(taken(31))).toBe(true);
});

test("a number taken ten minutes ago does not count any more", () => {
  expect(takenLately(taken(31), instant(at("9:10") - 1))).toHaveLength(31);
  expect(takenLately(taken(31), at("9:10"))).toEqual([]);
  expect(takenLately(taken(31), instant(at("9:00") + 5 * MINUTE))).toHaveLength(31);
});

/** Three numbers of a burst, then Ada, who stands there. */
function burstBeforeAda(): HalfDay {
  const here = new HalfDay();
  here.does({ type: "add-visit", visit: "burst-1" }, "9:00");
  here.does({ type: "add-visit", visit: "burst-2" }, "9:01");
  here.does({ type: "add-visit", visit: "burst-3", burst: ["burst-1", "burst-2", "burst-3"] }, "9:02");
  here.does({ type: "add-visit", visit: "ada" }, "9:03");
  return here;
}

const idsOf = (visits: readonly { readonly id: string }[]): readonly string[] => visits.map(({ id }) => id);
const next = (state: LineState, time: string): string | undefined => nextInTurn(state, at(time))?.id;
const before = (state: LineState, id: string): number => aheadIn(state, at("9:10"))(visitOf(state, id)).people;

test("the numbers of a burst are to be verified, and stay in line at their place", () => {
  const { state } = burstBeforeAda();
  expect(idsOf(toVerify(state))).toEqual(["burst-1", "burst-2", "burst-3"]);
  expect(next(state, "9:05")).toBe("burst-1");
});

test("somebody who was called when the burst was noticed is not asked again", () => {
  const here = new HalfDay();
  here.does({ type: "add-visit", visit: "first" }, "9:00");
  here.does({ type: "call-next", desk: 1 }, "9:01", { by: "conseiller-1" });
  here.does({ type: "add-visit", visit: "last", burst: ["first", "last"] }, "9:02");
  expect(idsOf(toVerify(here.state))).toEqual(["last"]);
});

test("once the numbers were called, the line serves whoever stands there", () => {
  const here = burstBeforeAda();
  expect(before(here.state, "ada")).toBe(3);
  expect(here.does({ type: "verify-numbers", here: ["burst-2"], missing: ["burst-1", "burst-3"] }, "9:05")).toBe(
    "applied",
  );
  expect(idsOf(toVerify(here.state))).toEqual([]);
  expect(idsOf(missingOf(here.state))).toEqual(["burst-1", "burst-3"]);
  expect(before(here.state, "ada")).toBe(1);
  for (const who of ["burst-2", "ada"]) {
    expect(next(here.state, "9:10")).toBe(who);
    here.does({ type: "call-next", desk: 1 }, "9:10", { by: "conseiller-1" });
    here.does({ type: "start", visit: who }, "9:10", { by: "conseiller-1" });
    here.does({ type: "finish", visit: who }, "9:20", { by: "conseiller-1" });
  }
  expect(next(here.state, "9:30")).toBeUndefined();
  expect(here.does({ type: "call-next", desk: 1 }, "9:30", { by: "conseiller-1" })).toBe("queue-empty");
});

test("whoever of a burst comes later has the same place, and whoever is behind them is told", () => {
  const here = burstBeforeAda();
  here.does({ type: "verify-numbers", here: [], missing: ["burst-1", "burst-2", "burst-3"] }, "9:05");
  expect(next(here.state, "9:40")).toBe("ada");
  expect(here.does({ type: "verify-numbers", here: ["burst-2"], missing: [] }, "9:40")).toBe("applied");
  expect(visitOf(here.state, "burst-2")).toMatchObject({ state: "waiting", joinedAt: at("9:01"), missedCalls: 0 });
  expect(next(here.state, "9:41")).toBe("burst-2");
  expect(here.state.overtakes).toMatchObject([{ visit: "burst-2", overtaken: ["burst-3", "ada"], returned: true }]);
});

test("whoever missed the call of a burst can be called from their row, and is then like everybody", () => {
  const here = burstBeforeAda();
  here.does({ type: "verify-numbers", here: [], missing: ["burst-1", "burst-2", "burst-3"] }, "9:05");
  expect(here.does({ type: "call", visit: "burst-1", desk: 1 }, "9:06", { by: "conseiller-1" })).toBe("applied");
  here.does({ type: "start", visit: "burst-1" }, "9:06", { by: "conseiller-1" });
  expect(visitOf(here.state, "burst-1")).not.toHaveProperty("toVerify");
});

test("verifying twice, or a number of no burst, changes nothing; an unknown number is refused", () => {
  const here = burstBeforeAda();
  here.does({ type: "verify-numbers", here: ["burst-1"], missing: ["burst-2", "burst-3"] }, "9:05");
  const { visits } = here.state;
  here.does({ type: "verify-numbers", here: [], missing: ["burst-1", "burst-2", "ada"] }, "9:06");
  expect(here.state.visits).toEqual(visits);
  expect(here.does({ type: "verify-numbers", here: ["nobody"], missing: [] }, "9:06")).toBe("not-found");
});

test("while the team alone gives numbers nobody takes one alone, and one tap gives the door back", () => {
  const here = new HalfDay();
  here.does({ type: "numbers-by-team", on: true }, "9:00");
  expect(here.does({ type: "add-visit", visit: "phone", byThemselves: true }, "9:01")).toBe("ask-the-team");
  expect(here.does({ type: "add-visit", visit: "ada" }, "9:01")).toBe("applied");
  here.does({ type: "numbers-by-team", on: false }, "9:02");
  expect(here.does({ type: "add-visit", visit: "phone", byThemselves: true }, "9:03")).toBe("applied");
});
