import { toCheck, type ToCheck } from "#components/tablet/check/to-check.ts";
import type { ActNotice } from "#components/tablet/device/act-notice.ts";
import { queueWording } from "#components/wording.ts";
import { decisions, type CommandType } from "#lib/queue/acts/acts.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { ar, en, fr, tr } from "#tests/support/catalogues.ts";
import { at, booked, COLLEAGUE, ME, open, person, then } from "#tests/components/tablet/morning.ts";

/** An act on the first person that was made at desk 2 at 9:05 without network, and did not come to be. */
const notice = (given: Partial<ActNotice> = {}): ActNotice => ({
  command: "one",
  at: at("9:05"),
  act: "call",
  why: "state-changed",
  visit: person(1),
  number: 1,
  keep: true,
  withoutNetwork: true,
  ...given,
});

/** The one entry that these notices make on that line. */
function only(line: LineState, ...notices: readonly ActNotice[]): ToCheck {
  const list = toCheck(notices, line, ME);
  expect(list).toHaveLength(1);
  return list[0] as ToCheck;
}

/** What happened, what stands and what to tell, by their keys. */
function parts({ happened, stands, tell, urgent }: ToCheck): readonly (string | boolean)[] {
  return [...happened.flatMap(({ did, because }) => [did.key, because.key]), stands.key, tell.key, urgent];
}

const calledAt1 = (line: LineState): LineState => then(line, "9:06", { type: "call-next", desk: 1 });
const helpedAt1 = (line: LineState): LineState =>
  then(calledAt1(line), "9:07", { type: "start", visit: person(1) }, { conseiller: COLLEAGUE });

describe("somebody whom this desk and another called", () => {
  const refused = notice({ why: "already-called", desk: 1 });

  test("is at the other desk: they are told to go there", () => {
    const entry = only(calledAt1(open(2)), refused);
    expect(parts(entry)).toEqual(["called", "calledAt", "calledThere", "goTo", false]);
    expect([entry.number, entry.happened[0]?.did, entry.happened[0]?.because, entry.stands, entry.tell]).toEqual([
      1,
      { key: "called", at: at("9:05"), number: 1 },
      { key: "calledAt", desk: 1 },
      { key: "calledThere", number: 1, desk: 1 },
      { key: "goTo", number: 1, desk: 1 },
    ]);
  });

  test("what stands is of the line when it is read: helped there by now, they need not be told", () => {
    expect(parts(only(helpedAt1(open(2)), refused)).slice(2)).toEqual(["withDesk", "nothing", false]);
    const done = then(helpedAt1(open(2)), "9:20", { type: "finish", visit: person(1) }, { conseiller: COLLEAGUE });
    expect(parts(only(done, refused)).slice(2)).toEqual(["helped", "nothing", false]);
    const missed = then(calledAt1(open(2)), "9:10", { type: "absent", visit: person(1) });
    expect(parts(only(missed, refused)).slice(2)).toEqual(["didNotAnswer", "stay", false]);
  });

  test("is called to this desk in the end: there is nothing to tell", () => {
    const here = then(open(2), "9:08", { type: "call-next", desk: 2 });
    expect(parts(only(here, refused)).slice(2)).toEqual(["calledHere", "nothing", false]);
  });

  test("may be sitting at both, when help had begun here: it is asked now who keeps them", () => {
    const entry = only(helpedAt1(open(2)), { ...refused, fell: ["start"] });
    expect(parts(entry)).toEqual(["called", "calledAt", "withDesk", "whoKeeps", true]);
    expect(entry.fell).toBe(true);
  });

  test("has gone when help had ended here: the desk that still calls them is told", () => {
    const entry = only(calledAt1(open(2)), { ...refused, fell: ["start", "finish", "report"] });
    expect(parts(entry).slice(2)).toEqual(["calledThere", "tellGone", false]);
  });

  test("was helped here before the other desk began: the help counts", () => {
    const finished = then(then(open(2), "9:06", { type: "call-next", desk: 2 }), "9:07", {
      type: "start",
      visit: person(1),
    });
    expect(parts(only(finished, notice({ why: "help-stands", desk: 2, freed: 1 })))).toEqual([
      "called",
      "helpCounts",
      "withYou",
      "nothing",
      false,
    ]);
  });
});

describe("who waits again, though this desk had begun or ended their help", () => {
  test.each([
    ["start", "callAgain", true],
    ["finish", "noteGone", false],
    ["leave", "noteGone", false],
    ["call", "stay", false],
    ["away", "stay", false],
    ["prioritise", "again", false],
  ] as const)("%s: %s", (act, tell, urgent) => {
    expect(parts(only(open(1), notice({ act }))).slice(2)).toEqual(["waits", tell, urgent]);
  });
});

describe("cards", () => {
  const renumbered = notice({ act: "add-visit", why: "renumbered", shown: 12, number: 1 });

  test("a wrong one is exchanged, and this comes first", () => {
    const entry = only(open(1), renumbered);
    expect(parts(entry)).toEqual(["joined", "otherNumber", "hasNumber", "swapCard", true]);
    expect([entry.happened[0]?.did.number, entry.tell]).toEqual([12, { key: "swapCard", number: 1, shown: 12 }]);
  });

  test("nothing is to be exchanged once the person has gone", () => {
    const gone = then(open(1), "9:10", { type: "leave", visit: person(1), by: "resident" });
    expect(parts(only(gone, renumbered)).slice(2)).toEqual(["gone", "nothing", false]);
  });

  test("a booked person who was checked in at two tablets has the number of the line", () => {
    const arrived = then(open(1, { expected: [booked(1, "9:30")] }), "9:06", {
      type: "check-in",
      appointment: booked(1, "9:30").id,
      visit: person(2),
    });
    const twice = notice({
      act: "check-in",
      why: "already-here",
      visit: person(77),
      appointment: booked(1, "9:30").id,
      number: 101,
    });
    const entry = only(arrived, twice);
    expect(parts(entry)).toEqual(["arrived", "hadNumber", "hasNumber", "swapCard", true]);
    expect(entry.tell).toMatchObject({ number: 2, shown: 101 });
  });

  test("who has a number that is in no line gets another; once it is closed they are told so", () => {
    const refused = notice({ act: "add-visit", why: "permanence-closed", visit: person(77), number: 101 });
    expect(parts(only(open(1), refused)).slice(2)).toEqual(["notInLine", "newNumber", true]);
    expect(parts(only({ ...open(1), status: "closed" }, refused)).slice(2)).toEqual(["notInLine", "isClosed", false]);
  });
});

describe("acts on nobody", () => {
  const { visit: _, number: __, ...nobody } = notice();

  test.each([
    ["take-desk", "desk-busy", "tookDesk", "deskTaken", "yourDesk"],
    ["leave-desk", "desk-busy", "leftDesk", "somebodyStill", "yourDesk"],
    ["break", "desk-not-taken", "rested", "deskLeft", "yourDesk"],
    ["close", "leftovers-remain", "closed", "peopleWaited", "isOpen"],
    ["suspend", "permanence-not-open", "suspended", "notOpen", "isOpen"],
    ["stop-numbers", "numbers-not-given", "stoppedNumbers", "noNumbersYet", "numbersGiven"],
    ["announce", "too-large", "announced", "tooLong", "notRecorded"],
    ["turn-away", "permanence-not-open", "turnedAway", "notOpen", "notRecorded"],
    ["undo", "too-late", "something", "tooLate", "notRecorded"],
    ["call-next", "queue-empty", "something", "nobodyWaited", "notRecorded"],
  ] as const)("%s, %s", (act, why, did, because, stands) => {
    expect(parts(only(open(1), { ...nobody, act, why }))).toEqual([did, because, stands, "again", false]);
  });

  test("a desk that was left and a half-day that is over are said to be so", () => {
    const left = then(open(1), "9:10", { type: "free-desk", desk: 2 });
    expect(only(left, { ...nobody, act: "break", why: "desk-not-taken" }).stands.key).toBe("noDesk");
    const over: LineState = { ...open(1), status: "closed" };
    expect(parts(only(over, { ...nobody, act: "close", why: "permanence-closed" })).slice(2)).toEqual([
      "isOver",
      "nothing",
      false,
    ]);
  });
});

test("who was called by a tap of which the first act fell waits again, and is asked for first when help had begun", () => {
  const fell = notice({ why: "same-tap" });
  expect(parts(only(open(1), fell))).toEqual(["called", "callFell", "waits", "stay", false]);
  expect(parts(only(open(1), { ...fell, fell: ["start"] })).slice(3)).toEqual(["callAgain", true]);
  expect(parts(only(open(1), { ...fell, act: "describe" })).slice(0, 2)).toEqual(["described", "fellToo"]);
});

test("what was noted after a close is one entry with nothing to tell", () => {
  const entry = only({ ...open(1), status: "closed" }, notice({ act: "start", why: "noted-after-close" }));
  expect(parts(entry)).toEqual(["wentOn", "over", "noted", "nothing", false]);
});

test("acts on one person are one entry, with each of them", () => {
  const entry = only(
    calledAt1(open(2)),
    notice({ command: "two", at: at("9:15"), act: "leave", why: "not-your-desk", desk: 1 }),
    notice({ why: "already-called", desk: 1 }),
  );
  expect(parts(entry)).toEqual(["called", "calledAt", "left", "elsewhereAt", "calledThere", "tellGone", false]);
});

test("what needs an answer now comes first, then the oldest; what was made with network is not listed", () => {
  const list = toCheck(
    [
      notice({ command: "b", at: at("9:12"), visit: person(3), number: 3 }),
      notice({ command: "a", at: at("9:10"), visit: person(2), number: 2 }),
      notice({ command: "c", at: at("9:15"), act: "add-visit", why: "renumbered", shown: 12 }),
      { ...notice({ command: "d", visit: person(4) }), withoutNetwork: undefined } as unknown as ActNotice,
    ],
    open(3),
    ME,
  );
  expect(list.map(({ number }) => number)).toEqual([1, 2, 3]);
});

test("every act and every reason has words in the four languages, wherever the person is", () => {
  const reasons = [
    ...Object.keys(queueWording),
    "not-understood",
    "renumbered",
    "help-stands",
    "same-tap",
  ] as ActNotice["why"][];
  const acts = Object.keys(decisions) as CommandType[];
  const lines = [open(2), calledAt1(open(2)), helpedAt1(open(2)), { ...open(2), status: "closed" as const }];
  const ofNobody = { visit: person(77), number: undefined } as unknown as ActNotice;
  const entries = lines.flatMap((line) =>
    reasons.flatMap((why) =>
      acts.flatMap((act) =>
        [{}, { visit: person(77) }, ofNobody].flatMap((of) =>
          toCheck([notice({ act, why, desk: 1, ...of })], line, ME),
        ),
      ),
    ),
  );
  expect(entries).toHaveLength(lines.length * reasons.length * acts.length * 3);
  const unsaid = [fr, en, ar, tr].flatMap(({ tablet: { check } }) =>
    entries.filter(
      ({ happened, stands, tell }) =>
        !(stands.key in check.stands) ||
        !(tell.key in check.tell) ||
        !happened.every(({ did, because }) => did.key in check.did && because.key in check.because),
    ),
  );
  expect(unsaid).toEqual([]);
});
