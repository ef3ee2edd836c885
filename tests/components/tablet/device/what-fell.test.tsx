import type { ActNotice } from "#components/tablet/device/act-notice.ts";
import { applyLineEvent, lineModel } from "#components/tablet/device/line-model.ts";
import { SECOND, instant } from "#lib/time/instant.ts";
import type { Act, Command } from "#lib/queue/acts/acts.ts";
import { at, ME, open, person } from "#tests/components/tablet/morning.ts";

/** An act of this desk at 9:10, or so many seconds later. */
const act = (id: string, asked: Act, seconds = 0): Command => ({
  ...asked,
  id,
  at: instant(at("9:10") + seconds * SECOND),
  device: "tablet-2",
  conseiller: ME,
});
const finish = act("finish", { type: "finish", visit: person(1) });
const call = act("call", { type: "call", visit: person(2), desk: 2 });

/**
 * What the tablet tells when the server has answered so many seconds after 9:10 that it refuses the first of these
 * acts.
 */
const toldAfter = (
  seconds: number,
  { answered, fell }: { readonly answered: readonly [Command, ...Command[]]; readonly fell: readonly Command[] },
): readonly Partial<ActNotice>[] =>
  applyLineEvent(
    { ...lineModel(open(2), at("9:10"), ME), waiting: [...answered, ...fell] },
    {
      type: "answered",
      results: answered.map(({ id }, index) =>
        index === 0 ? { id, outcome: "refused", refusal: "state-changed" } : { id, outcome: "applied" },
      ),
      dropped: fell.map(({ id }) => id),
      state: open(2),
      at: instant(at("9:10") + seconds * SECOND),
    },
  ).notices.map(({ act: one, why, number, fell: later, withoutNetwork }) => ({
    act: one,
    why,
    ...(number !== undefined && { number }),
    ...(later && { fell: later }),
    ...(withoutNetwork && { withoutNetwork }),
  }));

const REFUSED = { act: "finish", why: "state-changed", number: 1 };
const CALL_FELL = { act: "call", why: "same-tap", number: 2 };

test("whom the same tap called has a sentence of their own: at once with network, in the list without", () => {
  expect(toldAfter(1, { answered: [finish], fell: [call] })).toEqual([REFUSED, CALL_FELL]);
  const listed = { withoutNetwork: true } as const;
  expect(toldAfter(60, { answered: [finish], fell: [call] })).toEqual([
    { ...REFUSED, ...listed },
    { ...CALL_FELL, ...listed },
  ]);
});

test("also when another act on them was answered at the same time, and counts", () => {
  const noted = act("noted", { type: "prioritise", visit: person(2) });
  expect(toldAfter(1, { answered: [finish, noted], fell: [call] })).toEqual([REFUSED, CALL_FELL]);
});

test("what was done for them after that call is told with it, and what was taken back needs no word", () => {
  const start = act("start", { type: "start", visit: person(2), desk: 2 }, 1);
  expect(toldAfter(3, { answered: [finish], fell: [call, start] })).toEqual([
    REFUSED,
    { ...CALL_FELL, fell: ["start"] },
  ]);
  const undo = act("undo", { type: "undo", command: "call" }, 2);
  expect(toldAfter(3, { answered: [finish], fell: [call, undo] })).toEqual([REFUSED]);
});

test("later acts on the refused person are told with the refusal, not beside it", () => {
  const report = act("described", { type: "describe", visit: person(1), topic: "autre" }, 1);
  expect(toldAfter(3, { answered: [finish], fell: [report] })).toEqual([{ ...REFUSED, fell: ["describe"] }]);
});

test("with « Ouvrir et appeler » one sentence tells of the tap as long as the person stands there; later both are listed", () => {
  const opened = act("open", { type: "open", desks: [{ desk: 2, conseiller: ME }] });
  const of = { answered: [opened], fell: [call] } as const;
  expect(toldAfter(1, of).map(({ why }) => why)).toEqual(["state-changed"]);
  expect(toldAfter(60, of).map(({ why }) => why)).toEqual(["state-changed", "same-tap"]);
});

test("a report that fell is kept with what was typed in it, also when it fell at once", () => {
  const start = act("start", { type: "start", visit: person(1), desk: 2 });
  const report = { themes: ["email"], minutes: 30, equipment: [] } as const;
  const typed = act("report", { type: "report", visit: person(1), report }, 1);
  const [notice] = applyLineEvent(
    { ...lineModel(open(2), at("9:10"), ME), waiting: [start, typed] },
    {
      type: "answered",
      results: [{ id: "start", outcome: "refused", refusal: "state-changed" }],
      dropped: ["report"],
      state: open(2),
      at: instant(at("9:10") + 2 * SECOND),
    },
  ).notices;
  expect(notice).toMatchObject({ act: "start", fell: ["report"], report, keep: true });
});
