import type { Command } from "#lib/queue/acts/acts.ts";
import { decide } from "#lib/queue/acts/decider.ts";
import { once, projectedLine } from "#components/tablet/device/line-model.ts";
import { inTurn } from "#lib/queue/order/next-in-turn.ts";
import { at, atTheDoor, person, then, open } from "#tests/components/tablet/morning.ts";
import { jest } from "@jest/globals";
import { startExchange } from "#components/tablet/device/act-sender.ts";
import type { SendAnswer } from "#components/tablet/device/line-server.ts";
import { memoryOutbox } from "#components/tablet/device/outbox.ts";
import { instant } from "#lib/time/instant.ts";
import { MOST_COMMANDS } from "#lib/wire/queue/sent-commands.ts";
import { act, screen } from "@testing-library/react";
import { atTime, button, passes, showTablet, tap } from "#tests/components/tablet/show-tablet.tsx";

describe("the line with unanswered commands", () => {
  test("two quick taps at the door keep their order, though the server dated the first one later than the second was touched", () => {
    const confirmed = then(atTheDoor(0), "8:50:02", { type: "add-visit", visit: person(1) });
    const second: Command = {
      type: "add-visit",
      visit: person(2),
      id: "01990000-0000-7000-a000-00000000bbbb",
      at: at("8:50:01"),
      device: "tablet-1",
    };
    const line = projectedLine({ confirmed, waiting: [second] });
    expect(inTurn(line, at("8:51")).map(({ number }) => number)).toEqual([1, 2]);
  });
});

describe("what a tap may do", () => {
  test("it is decided anew for another line, another act or another moment", () => {
    const two = open(2);
    const nobody = open(0);
    const late: Command = {
      type: "add-visit",
      visit: person(1),
      id: "01990000-0000-7000-a000-00000000cccc",
      at: at("9:10"),
      device: "tablet-1",
    };
    const decides = once(decide);
    for (const [line, command, now] of [
      [two, { ...late, visit: person(3) }, at("9:10")],
      [two, late, at("9:10")],
      [nobody, late, at("9:10")],
      [nobody, late, at("9:11")],
    ] as const)
      expect([decides(line, command, now), decides(line, command, now)]).toEqual(
        Array(2).fill(decide(line, command, now)),
      );
  });
});

describe("sending the outbox", () => {
  beforeEach(() => jest.useFakeTimers({ now: at("9:00") }));

  const passes = (seconds: number): Promise<void> => jest.advanceTimersByTimeAsync(seconds * 1_000);

  const command = (id: number, time: string): Command => ({
    id: person(id),
    at: at(time),
    device: "tablet-1",
    type: "finish",
    visit: person(id),
  });

  /** An exchange with these commands; `answers` are given in order, then every command is applied. */
  function exchanging(commands: readonly Command[], answers: ((batch: readonly Command[]) => SendAnswer)[] = []) {
    const outbox = memoryOutbox(commands);
    const posts: string[][] = [];
    const heard: string[] = [];
    const post = async (batch: readonly Command[]): Promise<SendAnswer> => {
      posts.push(batch.map(({ id }) => id.slice(-1)));
      // Sending without a pause would block everything else, also the end of the test.
      if (posts.length > 50) return { kind: "access-lost", why: "signed-out" };
      return (answers.shift() ?? applied)(batch);
    };
    const exchange = startExchange(outbox, post, {
      onAnswered: (_, fallen) => () => heard.push(`answered ${fallen.map((id) => id.slice(-1)).join()}`.trim()),
      onWithdrawn: (ids) => heard.push(`withdrawn ${ids.map((id) => id.slice(-1)).join()}`),
      onFailed: (why) => heard.push(why),
      onNotUnderstood: ({ id }, fallen) =>
        heard.push(`not understood ${[id, ...fallen].map((one) => one.slice(-1)).join()}`),
      onAccessLost: (why) => heard.push(why),
    });
    return { outbox, posts, heard, exchange };
  }

  const applied = (batch: readonly Command[]): SendAnswer => ({
    kind: "answered",
    results: batch.map(({ id }) => ({ id, outcome: "applied" })),
    state: open(1),
  });
  const refused = (batch: readonly Command[]): SendAnswer => ({
    kind: "answered",
    results: batch.map(({ id }) => ({ id, outcome: "refused", refusal: "desk-busy" })),
    state: open(1),
  });
  const unreachable = (): SendAnswer => ({ kind: "unreachable" });

  test("acts go together, in the order they were done", async () => {
    const { posts, exchange, outbox } = exchanging([command(1, "9:00"), command(2, "9:01"), command(3, "9:02")]);
    exchange.send();
    await passes(0);
    expect(posts).toEqual([["1", "2", "3"]]);
    expect(await outbox.all()).toEqual([]);
  });

  test("after a morning without network, never more goes in one post than the server takes", async () => {
    const { posts, exchange } = exchanging(
      Array.from({ length: 2 * MOST_COMMANDS + 1 }, (_, id) => ({
        ...command(id, "9:00"),
        at: instant(at("9:00") + id),
      })),
    );
    exchange.send();
    await passes(0);
    expect(posts.map(({ length }) => length)).toEqual([MOST_COMMANDS, MOST_COMMANDS, 1]);
  });

  describe("a message to the room that had not left when its author closed the half-day", () => {
    const announce = (id: number, message: string): Command => ({
      ...command(id, `9:0${id}`),
      type: "announce",
      message,
    });
    const close: Command = { ...command(5, "9:05"), type: "close", leftovers: [] };

    test("is not sent where the half-day is closed, and leaves this device in the same moment", async () => {
      const { exchange, posts, heard, outbox } = exchanging([announce(1, "Café"), command(2, "9:02"), close]);
      exchange.send();
      await passes(0);
      expect(posts).toEqual([["2", "5"]]);
      expect(heard).toEqual(["answered", "withdrawn 1"]);
      expect(await outbox.all()).toEqual([]);
    });

    test("is sent after all where the close is refused", async () => {
      const { exchange, posts, outbox } = exchanging([announce(1, "Café"), close], [refused]);
      exchange.send();
      await passes(0);
      expect(posts).toEqual([["5"], ["1"]]);
      expect(await outbox.all()).toEqual([]);
    });

    test("is not sent in any case once another took its place, nor before what takes it away", async () => {
      const messages = [announce(1, "Café"), announce(2, "Thé"), announce(3, "Thé à dix heures")];
      const { exchange, posts } = exchanging([...messages, close], [refused]);
      exchange.send();
      await passes(0);
      expect(posts).toEqual([["5"], ["3"]]);
      const { exchange: other, posts: taken } = exchanging([announce(1, "Café"), announce(2, ""), close], [refused]);
      other.send();
      await passes(0);
      expect(taken).toEqual([["2", "5"]]);
    });
  });

  test("the second act of one tap waits for the first, and is dropped with it", async () => {
    const two = [command(1, "9:00"), command(2, "9:01"), command(3, "9:01"), command(4, "9:02")];
    const done = exchanging(two);
    done.exchange.send();
    await passes(0);
    expect(done.posts).toEqual([
      ["1", "2"],
      ["3", "4"],
    ]);
    const failed = exchanging(two, [refused]);
    failed.exchange.send();
    await passes(0);
    expect(failed.posts).toEqual([["1", "2"], ["4"]]);
    expect(failed.heard).toEqual(["answered 3", "answered"]);
  });

  test("what the server cannot read goes one by one after that, so that it holds up nothing else", async () => {
    const cannotReadTwo = (batch: readonly Command[]): SendAnswer =>
      batch.some(({ id }) => id === person(2)) ? { kind: "not-understood" } : applied(batch);
    const { posts, exchange, heard, outbox } = exchanging(
      [command(1, "9:00"), command(2, "9:01"), command(3, "9:02")],
      [cannotReadTwo, cannotReadTwo, cannotReadTwo, cannotReadTwo, cannotReadTwo],
    );
    exchange.send();
    await passes(0);
    expect(heard).toEqual(["answered", "not understood 2", "answered"]);
    expect(posts).toEqual([["1", "2", "3"], ["1"], ["2", "3"], ["2"], ["3"]]);
    expect(await outbox.all()).toEqual([]);
  });

  describe("while an update runs, an older build may answer that cannot read an act of this page", () => {
    const cannotRead =
      (id: number) =>
      (batch: readonly Command[]): SendAnswer =>
        batch.some((one) => one.id === person(id)) ? { kind: "other-build" } : applied(batch);
    const acts = [command(1, "9:00"), command(2, "9:01"), { ...command(3, "9:01") }, command(4, "9:02")];

    test("the act is kept with those that depend on it, the others go, and it goes as soon as a build reads it", async () => {
      const old = cannotRead(2);
      const { posts, exchange, heard, outbox } = exchanging(acts, [old, old, old, old]);
      exchange.send();
      await passes(0);
      expect(heard.at(-1)).toBe("busy");
      expect((await outbox.all()).map(({ id }) => id)).toEqual([person(2), person(3)]);
      await passes(1);
      expect(posts.slice(-2)).toEqual([["2"], ["3"]]);
      expect(heard).not.toContain("not understood 2");
      expect(await outbox.all()).toEqual([]);
    });

    test("an act that no build reads is given up at last, and a sentence says so", async () => {
      const { exchange, heard, outbox, posts } = exchanging(
        [command(2, "9:01")],
        Array.from({ length: 300 }, () => cannotRead(2)),
      );
      posts.push = () => 0;
      exchange.send();
      await passes(10 * 60);
      expect(heard).not.toContain("not understood 2");
      await passes(10 * 60);
      expect(heard.at(-1)).toBe("not understood 2");
      expect(await outbox.all()).toEqual([]);
    });
  });

  describe("acts about a person depend on the call that brought them", () => {
    const about = (id: number, time: string, act: Partial<Command>): Command =>
      ({ ...command(id, time), visit: person(14), ...act }) as Command;
    const story = [
      about(1, "9:00", {
        type: "call-next",
        desk: 2,
        expected: { visit: person(14), state: "waiting" },
      } as Partial<Command>),
      about(2, "9:01", { type: "start" }),
      about(3, "9:02", { type: "undo", command: person(2) } as Partial<Command>),
      about(4, "9:03", { type: "start" }),
      command(5, "9:04"),
      about(6, "9:05", { type: "finish" }),
    ];

    test("it goes when the call is done", async () => {
      const { posts, exchange } = exchanging(story);
      exchange.send();
      await passes(0);
      expect(posts).toEqual([["1"], ["2"], ["3", "4", "5"], ["6"]]);
    });

    test("it is dropped with the call when that is refused; acts about others go on", async () => {
      const { posts, exchange, outbox, heard } = exchanging(story, [refused]);
      exchange.send();
      await passes(0);
      expect(posts).toEqual([["1"], ["5"]]);
      expect(heard).toEqual(["answered 2,3,4,6", "answered"]);
      expect(await outbox.all()).toEqual([]);
    });

    test.each([
      ["add-visit", {}],
      ["check-in", { appointment: person(50) }],
      ["call-next", { desk: 2, expected: { visit: person(14), state: "waiting" } }],
      ["call", { desk: 2 }],
      ["resume", {}],
      ["start", {}],
    ])("it falls with a refused %s, which brings somebody too", async (type, facts) => {
      const brings = about(1, "9:00", { type, ...facts } as Partial<Command>);
      const { posts, exchange, outbox } = exchanging([brings, about(2, "9:01", { type: "finish" })], [refused]);
      exchange.send();
      await passes(0);
      expect([posts, await outbox.all()]).toEqual([[["1"]], []]);
    });

    test.each(["pause", "absent", "leave", "prioritise"])(
      "a refused %s brings nobody: what was done with the same person later is tried all the same",
      async (type) => {
        const other = about(1, "9:00", { type } as Partial<Command>);
        const { posts, exchange } = exchanging([other, about(2, "9:01", { type: "finish" })], [refused]);
        exchange.send();
        await passes(0);
        expect(posts).toEqual([["1", "2"]]);
      },
    );

    test("and when the server cannot read the call", async () => {
      const { posts, exchange, heard } = exchanging(story.slice(0, 2), [() => ({ kind: "not-understood" })]);
      exchange.send();
      await passes(0);
      expect([posts, heard]).toEqual([[["1"]], ["not understood 1,2"]]);
    });

    test("both leave the outbox in one write, so that a battery that dies in between leaves neither", async () => {
      const { exchange, outbox } = exchanging(story.slice(0, 2), [refused]);
      const removed = jest.spyOn(outbox, "remove");
      exchange.send();
      await passes(0);
      expect(removed.mock.calls).toEqual([[[person(1), person(2)]]]);
    });

    test("a hand-over names its person in `expected`, and is dropped with their call", async () => {
      const over = about(2, "9:01", {
        type: "hand-over",
        to: 1,
        expected: { visit: person(14), state: "serving" },
      } as Partial<Command>);
      const { posts, exchange } = exchanging([story[0]!, over], [refused]);
      exchange.send();
      await passes(0);
      expect(posts).toEqual([["1"]]);
    });
  });

  test("what is done while a sending is under way goes right after it, never beside it", async () => {
    const { posts, exchange, outbox } = exchanging([command(1, "9:00")]);
    exchange.send();
    await outbox.add([command(2, "9:01")]);
    exchange.send();
    await passes(0);
    expect(posts).toEqual([["1"], ["2"]]);
  });

  test("an act added while the outbox was just seen empty is not forgotten", async () => {
    const { posts, exchange, outbox } = exchanging([]);
    exchange.send();
    void outbox.add([command(1, "9:00")]).then(exchange.send);
    await passes(0);
    expect(posts).toEqual([["1"]]);
  });

  test("an answer about none of the acts sent counts as none", async () => {
    const { heard, exchange, outbox, posts } = exchanging(
      [command(1, "9:00")],
      [() => ({ kind: "answered", results: [], state: open(1) })],
    );
    exchange.send();
    await passes(0);
    expect(heard).toEqual(["unreachable"]);
    expect(await outbox.all()).toHaveLength(1);
    await passes(1);
    expect(posts).toEqual([["1"], ["1"]]);
  });

  test("an act that was sent, and of which the answer says nothing, stays and is sent again", async () => {
    const { exchange, outbox, posts } = exchanging(
      [command(1, "9:00"), command(2, "9:01")],
      [([first]) => applied(first ? [first] : []), unreachable],
    );
    exchange.send();
    await passes(0);
    expect((await outbox.all()).map(({ id }) => id)).toEqual([person(2)]);
    await passes(1);
    expect(posts).toEqual([["1", "2"], ["2"], ["2"]]);
    expect(await outbox.all()).toEqual([]);
  });

  test("after signing out nothing is sent again and again", async () => {
    const { heard, exchange, outbox, posts } = exchanging(
      [command(1, "9:00")],
      [() => ({ kind: "access-lost", why: "signed-out" })],
    );
    exchange.send();
    await passes(60);
    expect(heard).toEqual(["signed-out"]);
    expect(posts).toHaveLength(1);
    expect(await outbox.all()).toHaveLength(1);
  });

  test("a stopped exchange plans nothing more", async () => {
    const { posts, exchange } = exchanging([command(1, "9:00")], [unreachable, unreachable]);
    exchange.send();
    await passes(0);
    exchange.stop();
    await passes(60);
    exchange.send();
    await passes(0);
    expect(posts).toHaveLength(1);
  });

  test("a busy server is asked again with the same pauses, and nothing leaves the outbox", async () => {
    const { heard, exchange, outbox, posts } = exchanging(
      [command(1, "9:00")],
      [() => ({ kind: "busy" }), () => ({ kind: "busy" })],
    );
    exchange.send();
    await passes(1);
    expect(heard).toEqual(["busy", "busy"]);
    expect(await outbox.all()).toHaveLength(1);
    await passes(2);
    expect([posts.length, heard.at(-1)]).toEqual([3, "answered"]);
    expect(await outbox.all()).toEqual([]);
  });

  test("after an answer the pauses begin at one second again", async () => {
    const { posts, exchange, outbox } = exchanging(
      [command(1, "9:00")],
      [unreachable, unreachable, applied, unreachable],
    );
    exchange.send();
    await passes(3);
    expect(posts).toHaveLength(3);
    await outbox.add([command(2, "9:01")]);
    exchange.send();
    await passes(1);
    expect(posts).toEqual([["1"], ["1"], ["1"], ["2"], ["2"]]);
  });

  test("a failing outbox counts as unreachable, and is tried again a second later", async () => {
    const { outbox, heard, posts, exchange } = exchanging([command(1, "9:00")]);
    const looked = jest.spyOn(outbox, "all").mockRejectedValueOnce(new Error("AbortError"));
    exchange.send();
    await passes(0);
    expect([heard, posts]).toEqual([["unreachable"], []]);
    await passes(1);
    expect([heard, posts]).toEqual([["unreachable", "answered"], [["1"]]]);
    expect(looked).toHaveBeenCalled();
  });

  test("an answer that cannot be stored counts as none: the same act is sent again a second later", async () => {
    const { outbox, heard, posts, exchange } = exchanging([command(1, "9:00")]);
    jest.spyOn(outbox, "remove").mockRejectedValueOnce(new Error("AbortError"));
    exchange.send();
    await passes(1);
    expect([heard, posts]).toEqual([
      ["unreachable", "answered"],
      [["1"], ["1"]],
    ]);
  });
});

describe("a busy server", () => {
  const BUSY = /^Le serveur est occupé, on réessaie\. Ce que vous avez fait est gardé\.$/;
  const AWAY = /^Le site (est en panne|ne répond pas) depuis/;

  beforeEach(() => atTime("8:51"));

  test.each([
    ["has too much to do", { status: 503, code: "busy" }],
    ["was asked too much from here", { status: 429, code: "too-many-requests" }],
  ])("a server that %s is not called a lost network: the work is kept, goes on, and is sent", async (_, answer) => {
    const { server, kept } = await showTablet(atTheDoor(2));
    server.answersInstead = answer;
    await tap(/^\+ 1 personne/);
    expect(screen.getByText(BUSY)).toBeInTheDocument();
    expect(screen.getByText("1 action gardée")).toBeInTheDocument();
    expect(screen.queryByText("Tout est gardé")).not.toBeInTheDocument();
    expect(screen.queryByText(AWAY)).not.toBeInTheDocument();
    expect(button(/^\+ 1 personne/)).toBeEnabled();
    expect(await kept.all()).toHaveLength(1);
    server.answersInstead = undefined;
    await passes(5);
    expect(screen.queryByText(BUSY)).not.toBeInTheDocument();
    expect(screen.getByText("Tout est gardé")).toBeInTheDocument();
    expect(server.received.map(({ type }) => type)).toEqual(["add-visit"]);
  });

  test.each([
    ["has no name for its build yet", undefined],
    ["is of another build", "the one before"],
  ])(
    "while an update runs, an act that a server cannot read which %s is kept, and done by the next",
    async (_, build) => {
      const { server, kept } = await showTablet(atTheDoor(1));
      Object.assign(server, { cannotRead: true, build });
      await tap(/^\+ 1 personne/);
      expect(screen.getByText(BUSY)).toBeInTheDocument();
      expect(await kept.all()).toHaveLength(1);
      Object.assign(server, { cannotRead: false, build: "this" });
      await passes(5);
      expect(screen.getByText("Tout est gardé")).toBeInTheDocument();
      expect(server.received.map(({ type }) => type)).toEqual(["add-visit"]);
    },
  );

  test("what the build of this page cannot read is not sent again: a sentence says that it was not recorded", async () => {
    const { server, kept } = await showTablet(atTheDoor(1));
    Object.assign(server, { cannotRead: true, build: "this" });
    await tap(/^\+ 1 personne/);
    expect(screen.getByText("Cette action n’a pas pu être enregistrée. Refaites-la.")).toBeInTheDocument();
    expect(await kept.all()).toEqual([]);
  });

  test("a 503 of something that stands before our server says nothing of it: nothing of ours was reached", async () => {
    const { server } = await showTablet(atTheDoor(2));
    server.answersInstead = { status: 503 };
    await tap(/^\+ 1 personne/);
    expect(screen.getByText(/^Le site ne répond pas depuis 8 h 51\./)).toBeInTheDocument();
    expect(screen.queryByText(BUSY)).not.toBeInTheDocument();
  });

  test("a line that is read does not hide that sending fails: the server's disk may be full", async () => {
    const { server } = await showTablet(atTheDoor(2));
    server.answersInstead = { status: 503, code: "busy" };
    await tap(/^\+ 1 personne/);
    server.answersInstead = undefined;
    server.refusesToWrite = true;
    await passes(4);
    act(() => server.tell());
    await passes(8);
    expect(server.reads).toBeGreaterThan(0);
    expect(screen.queryByText("Tout est gardé")).not.toBeInTheDocument();
    expect(screen.getByText("1 action gardée")).toBeInTheDocument();
  });
});
