import fc from "fast-check";
import { aheadOf, passedWithoutNetwork } from "#lib/queue/order/who-may-pass.ts";
import { whyBefore } from "#lib/queue/order/why-before.ts";
import { boardOf } from "#lib/queue/board/live-board.ts";
import { visitOf } from "#lib/queue/line/line-state.ts";
import { anyMorning, runMorning } from "#tests/support/any-half-day.ts";
import { at, HalfDay } from "#tests/support/line.ts";
import { paceOf } from "#lib/queue/wait/learn-pace.ts";
import { runs } from "#tests/support/property-runs.ts";

const pace = paceOf(() => 20);

/** A tablet that was lent the numbers 101 to 140 at nine. `gave`: it sends a number that it gave without network. */
function lent() {
  const day = new HalfDay();
  day.does({ type: "lease-numbers" }, "9:00", { device: "tablet-away" });
  const gave = (number: number, joinedAt: string, comes: string, given: { readonly priority?: boolean } = {}) =>
    day.does({ type: "add-visit", visit: `W${number}`, number, joinedAt: at(joinedAt), ...given }, comes, {
      name: `gave-${number}`,
      device: "tablet-away",
    });
  const told = (time: string) =>
    boardOf(day.state, at(time), pace, true)
      .follows.filter(({ withoutNetwork }) => withoutNetwork)
      .map(({ number }) => number);
  const ahead = (visit: string, time: string) => aheadOf(day.state, visit, at(time)).people;
  return { day, gave, told, ahead };
}

test("who got a number meanwhile, and now has more people ahead, is told that numbers were given without network", () => {
  const { day, gave, told, ahead } = lent();
  day.walkIn("W1", "9:10");
  expect([ahead("W1", "9:11"), told("9:11")]).toEqual([0, []]);
  gave(101, "9:05", "9:20");
  expect([ahead("W1", "9:21"), told("9:21")]).toEqual([1, [1]]);
});

test("nobody else is told: neither who came before, nor who came once it was known, nor whom the same tablet gave a number", () => {
  const { day, gave, told } = lent();
  day.walkIn("W1", "9:03");
  gave(101, "9:05", "9:20");
  gave(102, "9:06", "9:20:01");
  day.walkIn("W2", "9:21");
  expect(told("9:22")).toEqual([]);
});

test("a number of a lease that comes at once tells nobody", () => {
  const { day, gave, told } = lent();
  day.walkIn("W1", "9:05");
  gave(101, "9:10", "9:10");
  day.walkIn("W2", "9:10");
  expect(told("9:11")).toEqual([]);
  expect(day.visit("W101")).not.toHaveProperty("receivedAt");
});

test("it is said while they wait, whatever became of that number; not of one that was given by mistake, nor once they are called", () => {
  const { day, gave, told } = lent();
  day.walkIn("W1", "9:10");
  gave(101, "9:05", "9:20");
  day.serves("W101", "9:22");
  expect(told("9:23")).toEqual([1]);
  expect(day.frees("9:30")).toBe("W1");
  expect(told("9:31")).toEqual([]);

  const { day: other, gave: gives, told: read } = lent();
  other.walkIn("W1", "9:10");
  gives(101, "9:05", "9:20");
  other.does({ type: "undo", command: "gave-101" }, "9:20:30", { device: "tablet-away" });
  expect(read("9:21")).toEqual([]);
});

test("somebody with priority stays where they were, and is not told", () => {
  const { day, gave, told } = lent();
  day.does({ type: "add-visit", visit: "W1", priority: true }, "9:10");
  gave(101, "9:05", "9:20");
  expect(told("9:21")).toEqual([]);
});

test("with priority, it passes who came before by priority, and who came since also by its moment: each is told the one thing", () => {
  const { day, gave, told } = lent();
  day.walkIn("W1", "9:03");
  day.walkIn("W2", "9:10");
  gave(101, "9:05", "9:20", { priority: true });
  expect(told("9:21")).toEqual([2]);
  const letPast = boardOf(day.state, at("9:21"), pace, true).follows.filter((follow) => follow.letPast);
  expect(letPast.map(({ number }) => number)).toEqual([1]);
});

test("« Pourquoi ? » says that the number was given without network, also when its person is at a table", () => {
  const { day, gave } = lent();
  day.walkIn("W1", "9:10");
  gave(101, "9:05", "9:20");
  gave(102, "9:06", "9:20:01");
  const why = { because: "without-network", first: at("9:05"), second: at("9:10") };
  expect(whyBefore(day.state, "W101", "W1", at("9:21"))).toEqual(why);
  expect(whyBefore(day.state, "W101", "W102", at("9:21"))).toMatchObject({ because: "number" });
  day.calls("9:22");
  expect(whyBefore(day.state, "W101", "W1", at("9:23"))).toEqual(why);
});

test("in any half-day a number that comes later tells exactly those whose list it has made longer", () => {
  fc.assert(
    fc.property(anyMorning, (steps) => {
      for (const { command, now, before, after } of runMorning(steps).acts) {
        if (command.type !== "add-visit" || visitOf(after, command.visit)?.receivedAt === undefined) continue;
        const wasTold = passedWithoutNetwork(before);
        const isTold = passedWithoutNetwork(after);
        // Of two that come at the same instant, each may be the first.
        for (const former of before.visits.filter(({ joinedAt, receivedAt }) => (receivedAt ?? joinedAt) < now)) {
          const visit = visitOf(after, former.id)!;
          const isLonger = aheadOf(after, visit.id, now).people > aheadOf(before, visit.id, now).people;
          if (isLonger) expect([visit.id, isTold(visit)]).toEqual([visit.id, true]);
          else expect([visit.id, isTold(visit)]).toEqual([visit.id, wasTold(former)]);
        }
      }
    }),
    { numRuns: runs(300) },
  );
});
