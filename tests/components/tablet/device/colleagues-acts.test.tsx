import { heldOfOthers, sendForColleagues } from "#components/tablet/device/colleagues-acts.ts";
import type { ActNotice } from "#components/tablet/device/act-notice.ts";
import type { SendAnswer } from "#components/tablet/device/line-server.ts";
import { memoryOutbox, type KeptCommand } from "#components/tablet/device/outbox.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import type { CommandResult } from "#lib/queue/receive-command.ts";
import { eventually } from "#tests/support/eventually.ts";
import { at, ME, open, person } from "#tests/components/tablet/morning.ts";

const SIGNED = { key: "k", text: "t", signature: "s" };

const act = (id: string, conseiller: string, of: Partial<KeptCommand> = {}): KeptCommand =>
  ({
    id,
    at: at("9:05"),
    device: "tablet-1",
    conseiller,
    type: "finish",
    visit: id,
    signed: SIGNED,
    ...of,
  }) as KeptCommand;

/** What a tablet holds, and a server that takes acts as `decides` says; undefined: not as those of their author. */
function holding(
  commands: readonly KeptCommand[],
  decides: (id: string) => "applied" | "state-changed" | undefined = () => "applied",
) {
  const outbox = memoryOutbox(commands);
  const sent: string[][] = [];
  const notices: ActNotice[] = [];
  const lines: LineState[] = [];
  let tries = 0;
  const stop = sendForColleagues({
    outbox,
    held: commands,
    me: ME,
    now: () => at("9:30"),
    post: (posted): Promise<SendAnswer> => {
      sent.push(posted.map(({ id }) => id));
      const results = posted.flatMap(({ id }): CommandResult[] => {
        const decided = decides(id);
        if (decided === undefined) return [];
        return [decided === "applied" ? { id, outcome: decided } : { id, outcome: "refused", refusal: decided }];
      });
      return Promise.resolve({ kind: "answered", results, state: open(2) });
    },
    onAnswered: ({ state }, told) => {
      if (state) lines.push(state);
      notices.push(...told);
    },
    onTried: () => (tries += 1),
  });
  const left = async () => (await outbox.all()).map(({ id }) => id).join();
  return { sent, notices, lines, stop, left, tried: () => tries };
}

test("what colleagues left is sent of each in their order, and what is one's own is not sent in its place", async () => {
  const { sent, left } = holding([act("a1", "A"), act("mine", ME), act("b1", "B"), act("a2", "A", { at: at("9:06") })]);
  await eventually(left, "mine");
  expect(sent.flat().filter((id) => id.startsWith("a"))).toEqual(["a1", "a2"]);
  expect(sent.flat().toSorted()).toEqual(["a1", "a2", "b1"]);
});

test("an act without signature stays, with what came after it", async () => {
  const { signed: _, ...unsigned } = act("a2", "A");
  const { sent, left } = holding([act("a1", "A"), unsigned as KeptCommand, act("a3", "A")]);
  await eventually(left, "a2,a3");
  expect(sent).toEqual([["a1"]]);
});

test("what the server does not take as its author's stays, and is not sent again and again", async () => {
  const { sent, left, tried, lines } = holding([act("a1", "A")], () => undefined);
  await eventually(async () => tried(), 1);
  expect([await left(), sent, lines]).toEqual(["a1", [["a1"]], []]);
});

test("what was refused is told to who sent it, as a colleague's, with the number that was shown there", async () => {
  const { notices, left } = holding(
    [act("a1", "A", { type: "finish", visit: person(1) } as Partial<KeptCommand>)],
    () => "state-changed",
  );
  await eventually(left, "");
  expect(notices).toMatchObject([{ command: "a1", why: "state-changed", keep: true, ofColleague: true }]);
});

test("what a colleague typed in a report is not shown to who sent it: nobody but its author reads it", async () => {
  const report = { themes: ["email"], minutes: 30, equipment: [] };
  const { notices, left } = holding(
    [act("a1", "A", { type: "report", visit: person(1), report } as unknown as Partial<KeptCommand>)],
    () => "state-changed",
  );
  await eventually(left, "");
  expect(notices).toMatchObject([{ act: "report", ofColleague: true }]);
  expect(JSON.stringify(notices)).not.toContain("email");
});

test("of a shared tablet that is also what its own person did there for another half-day", () => {
  const held = [
    { permanence: "P", command: act("now", ME) },
    { permanence: "Q", command: act("then", ME) },
    { permanence: "Q", command: act("a1", "A") },
  ];
  expect(heldOfOthers(held, ME, "P")).toEqual([
    { permanence: "Q", conseiller: ME, acts: 1 },
    { permanence: "Q", conseiller: "A", acts: 1 },
  ]);
});

test("what a device holds of others is counted for each half-day and person", () => {
  const held = [
    { permanence: "P", command: act("a1", "A") },
    { permanence: "P", command: act("a2", "A") },
    { permanence: "Q", command: act("a3", "A") },
    { permanence: "P", command: act("mine", ME) },
  ];
  expect(heldOfOthers(held, ME)).toEqual([
    { permanence: "P", conseiller: "A", acts: 2 },
    { permanence: "Q", conseiller: "A", acts: 1 },
  ]);
});
