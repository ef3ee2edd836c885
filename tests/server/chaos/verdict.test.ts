/** @long */
import { tableOf } from "#tests/chaos/table.ts";
import { brokenBounds, columnsOf, inShort, neverArrived, recoveryOf, type Round } from "#tests/chaos/verdict.ts";
import { goodMorning } from "#tests/server/endurance/morning.ts";

const GOOD: Round = {
  fault: "freeze",
  round: 1,
  back: { room: 1_000, tablet: 2_000, phone: 3_000, plain: 19_000, acts: 500 },
  oldest: { screen: "room", what: "shows “7 at desk 1”", from: 0, lasted: 9_000 },
  unseen: 700,
  blank: [],
  lost: [],
  doubled: [],
  untrue: [],
  load: 1.25,
};

describe("a round", () => {
  test("keeps all bounds when everything was back in time and no old truth lasted", () => {
    expect(brokenBounds(GOOD)).toEqual([]);
    expect(recoveryOf(GOOD)).toBe(19_000);
  });
  test.each<[string, Partial<Round>, string]>([
    ["never back", { back: { ...GOOD.back, room: undefined } }, "room: not back without a touch"],
    ["back too late", { back: { ...GOOD.back, plain: 31_000 } }, "plain: back after 31.0 s"],
    [
      "an old truth for too long",
      { oldest: { screen: "tablet", what: "shows “4 waits”", from: 0, lasted: 15_400 } },
      "tablet: shows “4 waits” for 15.4 s",
    ],
    ["a blank page", { blank: ["room"] }, "blank: room"],
    ["a lost act", { lost: ["the tablet’s act a never arrived"] }, "lost: the tablet’s act a never arrived"],
    ["an act done twice", { doubled: ["the key k led to a and b"] }, "doubled: the key k led to a and b"],
    [
      "an answer that was not true",
      { untrue: ["book (operation 1) was answered 500"] },
      "untrue: book (operation 1) was answered 500",
    ],
  ])("breaks one by %s", (_, more, sentence) => {
    expect(brokenBounds({ ...GOOD, ...more })).toEqual([sentence]);
  });
  test("is told in short: three sentences of each kind, and how many more", () => {
    expect(inShort(["lost: a", "lost: b", "blank: room", "lost: c", "lost: d", "lost: e"])).toBe(
      "lost: a; lost: b; lost: c; lost: 2 more; blank: room",
    );
  });
  test("that never came back has no recovery", () => {
    expect(recoveryOf({ ...GOOD, back: { ...GOOD.back, acts: undefined } })).toBeUndefined();
  });
});

describe("lost and doubled", () => {
  test("nothing of a correct morning", () => {
    expect(columnsOf(goodMorning().evidence(), new Set())).toEqual({ lost: [], doubled: [], untrue: [] });
  });
  test("an acknowledged number that is not in the database is lost, and told once", () => {
    const evidence = goodMorning().evidence();
    const [half] = evidence.halfDays;
    if (!half) throw new Error("The morning has no half-day.");
    const without = { ...evidence, halfDays: [{ ...half, visits: half.visits.filter(({ id }) => id !== "bruno") }] };
    const known = new Set<string>();
    const { lost } = columnsOf(without, known);
    expect(lost.join("\n")).toContain("join (operation 3) was acknowledged, and nothing of it is written");
    expect(columnsOf(without, known).lost).toEqual([]);
  });
  test("a key that led to two numbers is doubled", () => {
    const morning = goodMorning().asks(
      "9:20",
      { type: "join", permanence: "neuhof", by: "door", key: "key-a" },
      { kind: "ok", visit: "bruno", number: 2 },
    );
    expect(columnsOf(morning.evidence(), new Set()).doubled).toEqual(["the key key-a led to anna and bruno"]);
  });
  test("an act of the tablet without a row never arrived, unless an earlier one was refused and dropped it", () => {
    const evidence = goodMorning().evidence();
    expect(neverArrived(new Set(["call-a", "start-b"]), 1, evidence)).toEqual([]);
    expect(neverArrived(new Set(["call-a", "z", "call-b-too-soon", "a"]), 1, evidence)).toEqual(["z"]);
    expect(neverArrived(new Set(["call-b-too-soon", "a"]), 0, evidence)).toEqual(["a"]);
  });
});

test("the table has a row for each fault that was played, with the median and the worst", () => {
  const rounds = [GOOD, { ...GOOD, round: 2, back: { ...GOOD.back, room: undefined }, blank: ["room"] }];
  const [titles = "", row = "", ...more] = tableOf(rounds).split("\n");
  expect(more).toEqual([]);
  expect(titles.split(/\s{2,}/u).slice(0, 3)).toEqual(["fault", "rounds", "broke a bound"]);
  expect(row.split(/\s{2,}/u)).toEqual([
    "database frozen",
    "2",
    "1",
    "1",
    "19.0",
    "19.0",
    "9.0 (room)",
    "0.7",
    "1",
    "0",
    "0",
    "0",
    "1.3",
  ]);
});
