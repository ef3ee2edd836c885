import fc from "fast-check";
import { jest } from "@jest/globals";
import { thisBrowser } from "#components/tablet/device/browser.ts";
import { startClock } from "#components/tablet/device/clock.ts";
import { readKeptNotices } from "#components/tablet/device/kept-notices.ts";
import { applyLineEvent, lineModel, type LineEvent } from "#components/tablet/device/line-model.ts";
import type { SendAnswer, LineServer, ReadAnswer } from "#components/tablet/device/line-server.ts";
import { lineStore, type Parts } from "#components/tablet/device/line-store.ts";
import { memoryOutbox, type KeptCommand, type Outbox } from "#components/tablet/device/outbox.ts";
import { instant, SECOND, type Instant } from "#lib/time/instant.ts";
import { runs } from "#tests/support/property-runs.ts";
import { at, COLLEAGUE, ME, open, person } from "#tests/components/tablet/morning.ts";

const NOW = at("9:10");

const command = (id: string, of: Partial<KeptCommand> = {}): KeptCommand =>
  ({ id, at: NOW, device: "tablet-2", conseiller: ME, type: "add-visit", visit: id, ...of }) as KeptCommand;

const ids = (commands: readonly { readonly id: string }[]): readonly string[] => commands.map(({ id }) => id);

describe("the state of a tablet", () => {
  const empty = lineModel(open(2), NOW, ME);
  const acted = (...commands: readonly KeptCommand[]): LineEvent => ({ type: "acted", commands, ownCommands: [] });
  const after = (...events: readonly LineEvent[]) => events.reduce(applyLineEvent, empty);

  const elsewhere: fc.Arbitrary<LineEvent> = fc.oneof(
    fc
      .constantFrom("reading-failed" as const, "sending-failed" as const, "following-lost" as const)
      .chain((type) =>
        fc
          .constantFrom("unreachable" as const, "busy" as const, "away" as const)
          .map((why) => ({ type, trouble: { why, since: NOW } })),
      ),
    fc.constantFrom<LineEvent>(
      { type: "posted" },
      { type: "post-over" },
      { type: "heard", at: NOW },
      { type: "up-to-date" },
      { type: "access-lost", why: "signed-out" },
      { type: "kept", isKept: false },
      { type: "network", isThere: false },
      { type: "opened", device: "tablet-2", ownCommands: [], at: NOW },
      { type: "outbox-read", held: [] },
      { type: "read", state: open(3), at: NOW },
      { type: "withdrawn", ids: ["other"] },
      { type: "answered-for-colleague", state: open(3), notices: [] },
      { type: "answered", results: [{ id: "other", outcome: "applied" }], dropped: [], state: open(3), at: NOW },
    ),
  );

  test("an act waits in its place through whatever happens, until the server has answered for it", () => {
    const waiting = ["one", "two"];
    fc.assert(
      fc.property(fc.array(elsewhere), (events) => {
        const known = after(acted(command("one"), command("two")), ...events);
        expect(ids(known.waiting)).toEqual(waiting);
        const answered = applyLineEvent(known, {
          type: "answered",
          results: [{ id: "one", outcome: "applied" }],
          dropped: [],
          state: undefined,
          at: NOW,
        });
        expect(ids(answered.waiting)).toEqual(["two"]);
      }),
      { numRuns: runs(300) },
    );
  });

  test("what the device held comes before what was done since, and each act once, however often it is read", () => {
    const held = [command("one", { shown: 3 }), command("two")];
    const read: LineEvent = { type: "outbox-read", held: [...held, command("three")] };
    const known = after(acted(command("three")), read, read, { type: "found", commands: held });
    expect(ids(known.waiting)).toEqual(["one", "two", "three"]);
    expect(ids(known.shown)).toEqual(["one"]);
    expect(known.isRead).toBe(true);
  });

  test("of what the device held, a colleague's acts do not wait here; the numbers that they gave are known", () => {
    const theirs = command("theirs", { conseiller: COLLEAGUE, number: 101, joinedAt: NOW } as Partial<KeptCommand>);
    expect(after({ type: "outbox-read", held: [command("mine"), theirs] })).toMatchObject({
      waiting: [{ id: "mine" }],
      givenByOthers: [101],
    });
  });
});

describe("the line on a tablet", () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: NOW });
    localStorage.clear();
    sessionStorage.clear();
  });

  const passes = (seconds: number): Promise<void> => jest.advanceTimersByTimeAsync(seconds * SECOND);

  const applied = (commands: readonly KeptCommand[]): SendAnswer => ({
    kind: "answered",
    results: commands.map(({ id }) => ({ id, outcome: "applied" })),
    state: open(2),
  });

  /** A store on this storage, and a server that applies every act unless `answers` says otherwise. */
  function onTablet(
    kept: Outbox,
    answers: (commands: readonly KeptCommand[]) => SendAnswer | Promise<SendAnswer> = applied,
    of: Partial<LineServer> = {},
    parts: Partial<Parts> = {},
  ) {
    const posts: (readonly string[])[] = [];
    const forColleagues: (readonly string[])[] = [];
    const reads: (string | undefined)[] = [];
    const posted = async (to: typeof posts, commands: readonly KeptCommand[]): Promise<SendAnswer> => {
      to.push(ids(commands));
      return answers(commands);
    };
    let stream: Parameters<LineServer["follow"]>[0] | undefined;
    const server: LineServer = {
      post: (commands) => posted(posts, commands),
      postOfColleague: (commands) => posted(forColleagues, commands),
      read: async (sentAll): Promise<ReadAnswer> => (reads.push(sentAll), { kind: "read", state: open(2) }),
      follow: (callbacks) => ((stream = callbacks), { close: () => (stream = undefined) }),
      find: async () => ({ kind: "unreachable" }),
      arrive: async () => undefined,
      ...of,
    };
    const store = lineStore({
      initial: open(2),
      server,
      openOutbox: async () => kept,
      clock: startClock(NOW),
      browser: thisBrowser,
      me: ME,
      ...parts,
    });
    const waiting = (): readonly string[] => ids(store.get().waiting);
    return { store, posts, forColleagues, reads, waiting, stream: () => stream };
  }

  const signed = { key: "k", text: "t", signature: "s" };
  const arrival = { type: "add-visit", visit: person(9) } as const;

  test("an act is on the device before it is sent", async () => {
    const kept = memoryOutbox();
    const written = Promise.withResolvers<void>();
    const { store, posts } = onTablet({
      ...kept,
      add: (commands) => written.promise.then(() => kept.add(commands)),
    });
    store.start();
    await passes(0);
    store.act(arrival);
    await passes(0.4);
    expect(posts).toEqual([]);
    written.resolve();
    await passes(0);
    expect(posts).toHaveLength(1);
  });

  test("one that is done before the storage was read is kept, and sent after what it held", async () => {
    const kept = memoryOutbox([command("before")]);
    const opened = Promise.withResolvers<void>();
    const { store, posts, waiting, stream } = onTablet({ ...kept, all: () => opened.promise.then(kept.all) });
    store.start();
    store.act(arrival);
    stream()?.onOpen();
    await passes(0.4);
    expect([posts, store.get().isRead]).toEqual([[], false]);
    const [own] = waiting();
    opened.resolve();
    await passes(0);
    expect(posts.flat()).toEqual(["before", own]);
    expect([waiting(), await kept.all()]).toEqual([[], []]);
  });

  test("what the storage could not tell when the page was opened is sent once it does, with the next act and before it", async () => {
    const kept = memoryOutbox([command("before")]);
    let isHanging = true;
    const { store, posts } = onTablet({ ...kept, all: () => (isHanging ? new Promise(() => undefined) : kept.all()) });
    store.start();
    await passes(3);
    expect(store.get()).toMatchObject({ isRead: true, waiting: [] });
    isHanging = false;
    await passes(5);
    store.act(arrival);
    await passes(0);
    expect(posts.flat()).toEqual(["before", expect.any(String)]);
    expect([store.get().waiting, await kept.all()]).toEqual([[], []]);
  });

  test("what an answer has to tell is on the device before the act leaves it, and the act waits until then", async () => {
    const kept = memoryOutbox([command("held")]);
    const removed = Promise.withResolvers<void>();
    const { store, waiting } = onTablet(
      { ...kept, remove: (gone) => removed.promise.then(() => kept.remove(gone)) },
      ([first]) => ({
        kind: "answered",
        results: [{ id: first?.id ?? "", outcome: "refused", refusal: "noted-after-close" }],
        state: open(2),
      }),
    );
    store.start();
    await passes(0.4);
    const told = () => readKeptNotices({ permanence: open(2).permanence, conseiller: ME }).map((one) => one.command);
    expect([told(), waiting(), store.get().notices]).toEqual([["held"], ["held"], []]);
    removed.resolve();
    await passes(0);
    expect([told(), waiting()]).toEqual([["held"], []]);
    expect(store.get().notices).toHaveLength(1);
  });

  test("an act that was not answered stays on the device, and is sent again with the same id, also by the next page", async () => {
    const kept = memoryOutbox();
    const first = onTablet(kept, () => ({ kind: "unreachable" }));
    const stop = first.store.start();
    await passes(0);
    first.store.act(arrival);
    await passes(1.5);
    const [own] = first.waiting();
    expect(first.posts).toEqual([[own], [own]]);
    stop();
    await passes(60);
    expect(first.posts).toHaveLength(2);
    expect(ids(await kept.all())).toEqual([own]);
    const next = onTablet(kept);
    next.store.start();
    await passes(0);
    expect([next.posts, await kept.all()]).toEqual([[[own]], []]);
  });

  test("what a colleague left on the device is sent as theirs, after one's own and not as one's own", async () => {
    const kept = memoryOutbox([command("theirs", { conseiller: COLLEAGUE, signed }), command("mine")]);
    const { store, posts, forColleagues } = onTablet(kept);
    store.start();
    await passes(0);
    expect([posts, forColleagues, await kept.all()]).toEqual([[["mine"]], [["theirs"]], []]);
  });

  test("a page that was left before the storage was read sends nothing of it", async () => {
    const kept = memoryOutbox([command("theirs", { conseiller: COLLEAGUE, signed }), command("mine")]);
    const { store, posts, forColleagues } = onTablet(kept);
    store.start()();
    await passes(60);
    expect([posts, forColleagues]).toEqual([[], []]);
    expect(await kept.all()).toHaveLength(2);
  });

  test("started twice, as React may, it counts what the device holds once", async () => {
    const { store, waiting, posts } = onTablet(memoryOutbox([command("held")]), () => ({ kind: "busy" }));
    store.start()();
    store.start();
    await passes(0);
    const stopAgain = store.start();
    await passes(0);
    expect(waiting()).toEqual(["held"]);
    expect(posts.every((post) => post.join() === "held")).toBe(true);
    stopAgain();
  });

  test("what a colleague left and cannot be sent yet is not tried any more once the page was left", async () => {
    const kept = memoryOutbox([command("theirs", { conseiller: COLLEAGUE, signed })]);
    const { store, forColleagues } = onTablet(kept, () => ({ kind: "busy" }));
    const stop = store.start();
    await passes(1.5);
    expect(forColleagues).toHaveLength(2);
    stop();
    await passes(60);
    expect(forColleagues).toHaveLength(2);
  });

  test("that an empty storage was read is known without a change of the screens; where the page was opened without network they follow", async () => {
    for (const [parts, changes] of [
      [{}, 0],
      [{ unreachableSince: NOW }, 2],
    ] as const) {
      const { store } = onTablet(memoryOutbox(), applied, {}, parts);
      let heard = 0;
      store.subscribe(() => (heard += 1));
      expect(store.get()).toMatchObject({ isRead: false, device: "" });
      store.start();
      await passes(0);
      expect([heard, store.get().isRead]).toEqual([changes, true]);
      expect(store.get().device).not.toBe("");
    }
  });

  test("each line of the server is handed on to what keeps a copy of it, and the key is told once it answers", async () => {
    const copies: Instant[] = [];
    let announced = 0;
    const { store, stream } = onTablet(
      memoryOutbox(),
      applied,
      {},
      {
        onConfirmed: (_, when) => copies.push(when),
        signer: { sign: async (_, commands) => commands, announce: async () => void (announced += 1) },
      },
    );
    store.start();
    stream()?.onOpen();
    await passes(1);
    expect([copies, announced]).toEqual([[NOW], 1]);
    store.act(arrival);
    await passes(0);
    expect([copies, announced]).toEqual([[NOW, NOW + SECOND], 1]);
  });

  test("the numbers that a colleague gave on the device are not given again, also while their act cannot be sent", async () => {
    const theirs = command("theirs", { conseiller: COLLEAGUE, number: 101, joinedAt: NOW } as Partial<KeptCommand>);
    const { store } = onTablet(memoryOutbox([theirs]));
    store.start();
    await passes(0);
    expect(store.get().givenHere).toEqual([101]);
  });

  test("a tap is told apart from what comes by itself", async () => {
    const { store, stream } = onTablet(memoryOutbox(), () => new Promise(() => undefined));
    store.start();
    await passes(0);
    const heard: boolean[] = [];
    store.subscribe((isOfTap) => heard.push(isOfTap));
    store.act(arrival);
    stream()?.onBeat(NOW);
    expect(heard).toEqual([true]);
    stream()?.onOpen();
    await passes(0);
    expect(heard).toEqual([true, false]);
  });

  test.each(["opens", "is heard again"])("once the stream %s, what waits is sent at once", async (how) => {
    const { store, posts, stream } = onTablet(memoryOutbox(), () => ({ kind: "unreachable" }));
    store.start();
    await passes(0);
    store.act(arrival);
    await passes(8);
    stream()?.onLost({ why: "cut" });
    const before = posts.length;
    if (how === "opens") stream()?.onOpen();
    else stream()?.onBeat(instant(jest.now()));
    await passes(0);
    expect(posts).toHaveLength(before + 1);
  });

  test("a version that is announced while an act is on its way is not read for two seconds: the answer brings it", async () => {
    const answers = Promise.withResolvers<SendAnswer>();
    const { store, reads, stream } = onTablet(memoryOutbox(), () => answers.promise);
    store.start();
    await passes(0);
    store.act(arrival);
    await passes(0);
    stream()?.onVersion(open(2).version + 1, NOW);
    await passes(1.9);
    expect(reads).toHaveLength(0);
    answers.resolve({ kind: "unreachable" });
    stream()?.onVersion(open(2).version + 1, NOW);
    await passes(0.2);
    expect(reads.length).toBeGreaterThan(0);
  });

  test("numbers are asked for once at a time, and a slow answer holds up no reading", async () => {
    let asked = 0;
    const { store, reads, stream } = onTablet(memoryOutbox(), applied, {
      borrowNumbers: () => ((asked += 1), new Promise(() => undefined)),
    });
    store.start();
    await passes(0);
    stream()?.onOpen();
    await passes(0.1);
    stream()?.onOpen();
    await passes(0.1);
    expect([asked, reads]).toEqual([1, [store.get().device]]);
    await passes(2);
    expect(reads).toHaveLength(2);
  });

  test("once the acts that were kept are sent, numbers are lent at once, and not a minute later with the next reading", async () => {
    const leases = [{ device: "this-one", first: 101, last: 140 }];
    const kept = memoryOutbox();
    await kept.add([command("of-before")]);
    const { store, posts } = onTablet(kept, applied, {
      borrowNumbers: () => Promise.resolve({ ...open(3), version: 9, leases }),
    });
    store.start();
    await passes(1);
    expect([posts.length, store.get().confirmed.leases]).toEqual([1, leases]);
  });

  test("the line is read at least every minute, with nothing announced", async () => {
    const { store, reads } = onTablet(memoryOutbox());
    const stop = store.start();
    await passes(5 * 60);
    expect(reads).toHaveLength(5);
    stop();
    await passes(5 * 60);
    expect(reads).toHaveLength(5);
  });

  test("a stream that is cut is lost since it was last heard, and the line is read every five seconds until it is heard again", async () => {
    const { store, reads, stream } = onTablet(memoryOutbox());
    store.start();
    await passes(3);
    stream()?.onBeat(instant(jest.now()));
    await passes(10);
    stream()?.onLost({ why: "cut" });
    expect(store.get().exchanges.following).toEqual({ why: "unreachable", since: NOW + 3 * SECOND });
    await passes(11);
    expect(reads).toHaveLength(3);
    stream()?.onBeat(instant(jest.now()));
    expect(store.get().exchanges.following).toBeUndefined();
    await passes(20);
    expect(reads).toHaveLength(3);
  });
});
