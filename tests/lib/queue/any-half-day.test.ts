import { randomInt } from "node:crypto";
import fc from "fast-check";
import { isLeftOver } from "#lib/queue/acts/close.ts";
import type { Ahead } from "#lib/queue/board/board.ts";
import { whyMoreAhead } from "#lib/queue/board/live-board.ts";
import { aheadIn, mayPass } from "#lib/queue/order/who-may-pass.ts";
import type { Act, Command } from "#lib/queue/acts/acts.ts";
import { decide, evolve } from "#lib/queue/acts/decider.ts";
import { presentDesk, type LineState } from "#lib/queue/line/line-state.ts";
import { isAtDesk, isUncalled } from "#lib/queue/line/visit.ts";
import { anyMorning, runMorning, type Morning } from "#tests/support/any-half-day.ts";
import { runs } from "#tests/support/property-runs.ts";
import { brokenPromises } from "#tests/support/closed-list.ts";

/**
 * After a change of the rule `npm run explore -- 100 any-half-day` tries 20,000 half-days (docs/line.md#the-promise).
 */
const numRuns = runs(200);
const seed = fc.readConfigureGlobal().seed ?? randomInt(2 ** 31);

/** A check that must hold in every half-day; it throws when it does not. */
type Invariant = (morning: Morning) => void;
const invariants = new Map<string, Invariant>();

const inAnyMorning = (keeps: Invariant): void =>
  fc.assert(
    fc.property(anyMorning, (steps) => keeps(runMorning(steps))),
    { numRuns, seed },
  );

let broken: Set<string> | undefined;

/** The titles of the invariants that some half-day violates. Each half-day is run once for all of them. */
function violated(): ReadonlySet<string> {
  if (broken) return broken;
  const found = (broken = new Set<string>());
  inAnyMorning((morning) => {
    for (const [title, keeps] of invariants) {
      if (found.has(title)) continue;
      try {
        keeps(morning);
      } catch {
        found.add(title);
      }
    }
  });
  return found;
}

/**
 * Declares the test of an invariant. If it is violated, it is tried again alone, so that fast-check reports the
 * shortest failing half-day.
 */
function invariant(title: string, keeps: Invariant): void {
  invariants.set(title, keeps);
  test(title, () => {
    if (violated().has(title)) inAnyMorning(keeps);
    expect(violated()).not.toContain(title);
  });
}

invariant("whatever happens, nobody in line is passed by somebody who was not on the closed list", ({ history }) =>
  expect(brokenPromises(history)).toEqual([]),
);

invariant("a person who is called by the rule was among those announced to everybody in line", ({ acts }) => {
  for (const { before, now, stamped } of acts)
    for (const { event } of stamped) {
      if (event.type !== "visit-called" || event.by !== "rule") continue;
      const called = before.visits.filter(isUncalled).find((visit) => visit.id === event.visit)!;
      const surprised = before.visits
        .filter(isUncalled)
        .filter(
          (visit) =>
            visit !== called &&
            visit.state === "waiting" &&
            (visit.awayUntil ?? 0) <= now &&
            !(visit.origin.kind === "appointment" && !visit.origin.late && now < visit.origin.hour - 120_000) &&
            !mayPass(before, called, visit),
        );
      expect(surprised).toEqual([]);
    }
});

invariant("more people before a number than was said are never without a sentence on its page", ({ acts }) => {
  const unsaid = acts.flatMap(({ command, before, after, now }) => {
    // The server takes an earlier arrival only with a number that was given without network.
    if ("joinedAt" in command && command.number === undefined) return [];
    const was = aheadIn(before, now);
    const is = aheadIn(after, now);
    const says = whyMoreAhead(after);
    return after.visits.filter(isUncalled).flatMap((visit) => {
      const earlier = before.visits.find(({ id }) => id === visit.id);
      // Of one instant nobody has read a list in between.
      if (!earlier || !isUncalled(earlier) || (visit.receivedAt ?? visit.joinedAt) === now) return [];
      if (total(is(visit)) <= total(was(earlier))) return [];
      const { letPast, cameBack, withoutNetwork } = says(visit);
      return letPast || cameBack || withoutNetwork
        ? []
        : [`${command.type}: ${visit.number} ${total(was(earlier))} → ${total(is(visit))}`];
    });
  });
  expect(unsaid).toEqual([]);
});

const total = ({ people, appointments }: Ahead): number => people + appointments.length;

invariant("numbers are unique, dense but for those lent or given without network, and never moved", ({ acts, end }) => {
  const given = end.visits.map((visit) => visit.number);
  expect(new Set(given).size).toBe(given.length);
  const lent = acts
    .flatMap(({ stamped }) => stamped)
    .flatMap(({ event }) => (event.type === "numbers-leased" ? [event] : []));
  const isLent = (number: number) => lent.some(({ first, last }) => first <= number && number <= last);
  const known = (number: number) => given.includes(number) || isLent(number);
  expect(
    Array.from({ length: end.nextNumber - 1 }, (_, index) => index + 1).filter((number) => !known(number)),
  ).toEqual([]);
  // A device that was lent nothing may have given a number ahead of the counter.
  const claimed = new Set(acts.flatMap(({ command }) => ("number" in command ? [command.number] : [])));
  // Whose number somebody else had gets one that is on no card, and moves nobody.
  const moved = acts.flatMap(({ command, stamped }) =>
    stamped.flatMap(({ event }) =>
      event.type === "visit-joined" && "number" in command && event.number !== command.number ? [event.number] : [],
    ),
  );
  expect(moved.filter((number) => number < 141 || (number - 1) % 100 < 40 || claimed.has(number))).toEqual([]);
  expect(given.filter((number) => number >= end.nextNumber && !claimed.has(number) && !moved.includes(number))).toEqual(
    [],
  );
  const keys = new Map(
    acts
      .flatMap(({ stamped }) => stamped)
      .flatMap(({ event }) => (event.type === "visit-joined" ? [[event.visit, [event.number, event.joinedAt]]] : [])),
  );
  expect(end.visits.map(({ id, number, joinedAt }) => [id, [number, joinedAt]])).toEqual(
    end.visits.map(({ id }) => [id, keys.get(id)]),
  );
});

invariant("a number lent to a device is given by this device only", ({ acts }) => {
  const strangers = acts.filter(({ command, before, stamped }) =>
    stamped.some(
      ({ event }) =>
        event.type === "visit-joined" &&
        before.leases.some(
          ({ device, first, last }) => first <= event.number && event.number <= last && device !== command.device,
        ),
    ),
  );
  expect(strangers).toEqual([]);
});

invariant("a desk never has two people, and calls count those that stand", ({ acts, end }) => {
  const shared = acts.filter(({ after }) => {
    const desks = after.visits.filter(isAtDesk).map((visit) => visit.desk);
    return new Set(desks).size !== desks.length;
  });
  expect(shared).toEqual([]);
  expect(end.calls).toBe(standing(acts, "visit-called").length);
});

invariant("a person sits at one desk, and who was handed over waits for somebody who is there", ({ acts }) => {
  const seatedTwice = acts.filter(({ after }) => {
    const seated = after.desks.filter(({ state }) => state !== "left").map(({ conseiller }) => conseiller);
    return new Set(seated).size !== seated.length;
  });
  expect(seatedTwice).toEqual([]);
  const waitForNobody = acts.flatMap(({ after }) =>
    after.visits.filter(
      (visit) => visit.state === "paused" && visit.for === "other-desk" && !presentDesk(after, visit.desk),
    ),
  );
  expect(waitForNobody).toEqual([]);
});

invariant("while the line is suspended nobody is called and no number is given at the door", ({ acts }) => {
  const meanwhile = acts.filter(({ before, command }) => before.suspended && !("number" in command));
  const types = meanwhile.map(({ command }) => command.type);
  expect(types.filter((type) => ["call", "call-next", "add-visit"].includes(type))).toEqual([]);
});

invariant("any half-day can be closed, forgets nobody, and nothing happens afterwards", ({ end, now }) => {
  const does = (state: LineState, act: Act): LineState => {
    const command: Command = { ...act, id: "closing", at: now, device: "tablet-1" };
    const decision = decide(state, command, now);
    if (!decision.ok) throw new Error(`${act.type} is refused: ${decision.refusal}.`);
    return decision.value.reduce((line, event) => evolve(line, { event, at: now, command: "closing" }), state);
  };
  const free = end.visits
    .filter(isAtDesk)
    .reduce(
      (state, { id, state: how }) =>
        does(state, how === "called" ? { type: "absent", visit: id, went: true } : { type: "finish", visit: id }),
      end,
    );
  const leftovers = free.visits.filter(isLeftOver).map(({ id }) => ({ visit: id, choice: "no-date" as const }));
  const closed = end.status === "closed" ? end : does(free, { type: "close", leftovers });
  expect(closed.visits.filter((visit) => !("endedAt" in visit))).toEqual([]);
  expect(closed).toMatchObject({ status: "closed", suspended: false, leases: [] });
  expect(closed.desks.filter(({ state }) => state !== "left")).toEqual([]);
  if (leftovers.length > 0)
    expect(() => does(free, { type: "close", leftovers: leftovers.slice(1) })).toThrow("leftovers-remain");
  expect(() => does(closed, { type: "give-numbers" })).toThrow("permanence-closed");
});

invariant(
  "help that was begun and not taken back stays with its visit, whatever becomes of the desk",
  ({ acts, end }) => {
    const undone = undoneIn(acts);
    const begun = acts
      .flatMap(({ stamped }) => stamped)
      .flatMap(({ event, command }) => (event.type === "visit-started" && !undone.has(command) ? [event.visit] : []));
    const without = end.visits.filter(
      (visit) => begun.includes(visit.id) && !visit.helped && !("startedAt" in visit && visit.startedAt !== undefined),
    );
    expect(without).toEqual([]);
  },
);

invariant("nobody misses more than three calls or is away more than twice", ({ acts }) => {
  const visits = acts.flatMap(({ after }) => after.visits);
  expect(visits.filter(({ missedCalls, awayTimes }) => missedCalls > 3 || awayTimes > 2)).toEqual([]);
});

invariant("turns are only taken by calls that stand, and nobody is late without one", ({ acts, end }) => {
  const calls = standing(acts, "visit-called");
  for (const expected of end.expected) expect(calls).toEqual(expect.arrayContaining([...expected.passedBy]));
  for (const { origin } of end.visits) {
    const passedBy = origin.kind === "appointment" && origin.late ? (origin.passedBy ?? []) : undefined;
    if (passedBy)
      expect([calls, passedBy]).toEqual([
        expect.arrayContaining([...passedBy]),
        expect.arrayContaining([expect.anything()]),
      ]);
  }
});

invariant("an absent visit keeps how many calls stood when it missed its own", ({ acts, end }) => {
  for (const visit of end.visits) {
    if (visit.state !== "absent") continue;
    const missed = acts.findLastIndex(({ stamped }) =>
      stamped.some(
        ({ event }) =>
          event.type === "visit-absent" &&
          event.visit === visit.id &&
          standing(acts, "visit-absent").includes(stamped[0]!.command),
      ),
    );
    const undone = undoneIn(acts);
    const before = acts
      .slice(0, missed)
      .flatMap(({ stamped }) => stamped)
      .filter(({ event, command }) => event.type === "visit-called" && !undone.has(command));
    expect(visit.missedAtCall).toBe(before.length);
  }
});

type Acts = Morning["acts"];

const undoneIn = (acts: Acts): ReadonlySet<string> =>
  new Set(
    acts.flatMap(({ stamped }) => stamped).flatMap(({ event }) => (event.type === "undone" ? [event.command] : [])),
  );

/** The commands of events of this type that were not undone. */
function standing(acts: Acts, type: string): readonly string[] {
  const undone = undoneIn(acts);
  return acts
    .flatMap(({ stamped }) => stamped)
    .filter(({ event, command }) => event.type === type && !undone.has(command))
    .map(({ command }) => command);
}
