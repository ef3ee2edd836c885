import { jest } from "@jest/globals";
import { applyLineEvent, type LineModel } from "#components/tablet/device/line-model.ts";
import { lineReader } from "#components/tablet/device/line-reader.ts";
import type { Reading } from "#components/tablet/device/line-server.ts";
import { atTheDoor, open, at, person, then } from "#tests/components/tablet/morning.ts";
import { act, screen } from "@testing-library/react";
import { FakeEventSource } from "#tests/components/queue/fake-event-source.ts";
import type { FakeServer } from "#tests/components/tablet/fake-server.ts";
import { atTime, button, passes, showTablet, tap } from "#tests/components/tablet/show-tablet.tsx";
import { startClock } from "#components/tablet/device/clock.ts";
import { instant, MINUTE, SECOND } from "#lib/time/instant.ts";

describe("reading the line", () => {
  beforeEach(() => jest.useFakeTimers());

  /** A reader whose requests end when the test says so. */
  function reading() {
    const ends: ((read: Reading) => void)[] = [];
    const learnt: Reading[] = [];
    let version = 0;
    let isAwaited = false;
    const reader = lineReader(
      { read: () => new Promise((resolve) => ends.push(resolve)), isAnswerAwaited: () => isAwaited },
      () => version,
      (read) => {
        learnt.push(read);
        if (read.kind === "read") version = read.state.version;
      },
    );
    const ended = async (read: Reading): Promise<void> => {
      ends.at(-1)?.(read);
      await jest.advanceTimersByTimeAsync(0);
    };
    const sends = (): void => void (isAwaited = true);
    const isAnswered = (brought: number): void => void ([isAwaited, version] = [false, brought]);
    return { reader, learnt, ended, begun: () => ends.length, sends, isAnswered };
  }

  const line = (people: number): Extract<Reading, { kind: "read" }> => ({ kind: "read", state: atTheDoor(people) });

  test("a reading asked for during a reading follows it: what was read may be older than what is known by now", async () => {
    const { reader, learnt, ended, begun } = reading();
    reader.now();
    reader.now();
    expect(begun()).toBe(1);
    const [older, newer] = [line(1), line(2)];
    await ended(older);
    expect(begun()).toBe(2);
    await ended(newer);
    expect(learnt).toEqual([older, newer]);
  });

  test("however often it is asked for during a reading, one more follows, and then none", async () => {
    const { reader, ended, begun } = reading();
    for (let times = 0; times < 5; times += 1) reader.now();
    await ended(line(1));
    await ended(line(1));
    expect(begun()).toBe(2);
  });

  test("a version announced during a reading is read after it, unless that reading brought it", async () => {
    const { reader, ended, begun } = reading();
    reader.now();
    reader.newVersion(open(3).version);
    await ended(line(1));
    expect(begun()).toBe(2);
    await ended({ kind: "read", state: open(3) });
    reader.newVersion(open(3).version);
    expect(begun()).toBe(2);
  });

  test("a version announced while an act is on its way is not read where the answer brings it", async () => {
    const { reader, begun, sends, isAnswered } = reading();
    sends();
    reader.newVersion(3);
    reader.catchUp();
    await jest.advanceTimersByTimeAsync(1_900);
    isAnswered(3);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(begun()).toBe(0);
  });

  test("once it was answered, what is announced next is read at once", async () => {
    const { reader, begun, sends, isAnswered } = reading();
    sends();
    reader.newVersion(3);
    isAnswered(3);
    reader.newVersion(4);
    expect(begun()).toBe(1);
  });

  test.each([
    ["that is slow", 0],
    ["that is older", 2],
  ])("after two seconds it is read, beside an answer %s", async (_, brought) => {
    const { reader, begun, sends, isAnswered } = reading();
    sends();
    reader.newVersion(3);
    if (brought > 0) isAnswered(brought);
    await jest.advanceTimersByTimeAsync(1_900);
    expect(begun()).toBe(0);
    await jest.advanceTimersByTimeAsync(200);
    expect(begun()).toBe(1);
  });

  test("asked for during a reading that fails, it is read at once and not after the pause", async () => {
    const { reader, ended, begun } = reading();
    reader.now();
    reader.now();
    await ended({ kind: "unreachable" });
    expect(begun()).toBe(2);
  });

  test("a stopped reader begins no reading that was asked for before", async () => {
    const { reader, ended, begun } = reading();
    reader.now();
    reader.now();
    reader.stop();
    await ended(line(1));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(begun()).toBe(1);
  });
});

describe("a reading that fails", () => {
  const BUSY = /^Le serveur est occupé, on réessaie\./;
  const LOST = /^Le site ne répond pas depuis/;
  const KEPT = "Tout est gardé";

  /** A morning in which the colleague calls number 1 and the following read fails so many times. */
  async function colleagueCalls(...fails: FakeServer["spoiltReads"]): Promise<FakeServer & { leave: () => void }> {
    const { server, leave } = await showTablet(open(3));
    server.spoiltReads.push(...fails);
    server.reads = 0;
    act(() => server.becomes(then(server.state, "9:10", { type: "call-next", desk: 1 })));
    await passes(0);
    return Object.assign(server, { leave });
  }

  const beat = (): void => act(() => FakeEventSource.all.forEach((source) => source.say("beat", "1")));

  beforeEach(() => atTime("9:10"));

  test.each([
    ["busy", BUSY],
    ["unreachable", LOST],
    ["unreadable", LOST],
  ] as const)(
    "one reading that was %s is tried again a second later: whom a colleague called is not offered",
    async (fails, sentence) => {
      const server = await colleagueCalls(fails);
      expect(screen.getByText(sentence)).toBeInTheDocument();
      await passes(1);
      expect(server.reads).toBe(2);
      expect(button("Appeler le 2")).toBeEnabled();
      expect(screen.queryByText(sentence)).not.toBeInTheDocument();
      expect(screen.getByText(KEPT)).toBeInTheDocument();
    },
  );

  test("readings are tried again after 1, 2, 4 seconds and then every 5, as sendings are, and at each beat of the server", async () => {
    const server = await colleagueCalls(...Array<"busy">(9).fill("busy"));
    const tries: number[] = [];
    for (let second = 0; second <= 13; second += 1) {
      tries.push(server.reads);
      await passes(1);
    }
    // The beats come after 5 and 10 seconds; each pause begins anew with a reading.
    expect(tries).toEqual([1, 2, 2, 3, 3, 4, 4, 4, 4, 4, 5, 5, 5, 5]);
  });

  test("an old line is never shown as if all were well: a sign of life reads the newer one before the warning goes", async () => {
    const server = await colleagueCalls("unreachable", "unreachable", "unreachable", "unreachable");
    await passes(4);
    expect(server.reads).toBe(3);
    beat();
    expect(screen.queryByText(KEPT)).not.toBeInTheDocument();
    await passes(0);
    expect(server.reads).toBe(4);
    expect(screen.getByText(LOST)).toBeInTheDocument();
    beat();
    await passes(0);
    expect(button("Appeler le 2")).toBeEnabled();
    expect(screen.getByText(KEPT)).toBeInTheDocument();
  });

  test("the network is back: the warning goes when the line was read, not when the way is open", async () => {
    const { server } = await showTablet(open(3));
    server.cut();
    await passes(6);
    server.state = then(server.state, "9:10", { type: "call-next", desk: 1 });
    // The stream opens and says at once that there is a newer version: two readings.
    server.spoiltReads.push("unreachable", "unreachable");
    server.restore();
    await passes(0);
    expect(screen.getByText(LOST)).toBeInTheDocument();
    await passes(2);
    expect(screen.getByText(KEPT)).toBeInTheDocument();
    expect(button("Appeler le 2")).toBeEnabled();
  });

  test("one change is read once, and a beat while all is well reads nothing", async () => {
    const server = await colleagueCalls();
    expect(server.reads).toBe(1);
    beat();
    await passes(0);
    expect(server.reads).toBe(1);
  });

  test("a tablet that was left plans no more readings", async () => {
    const server = await colleagueCalls("busy");
    server.leave();
    await passes(10);
    expect(server.reads).toBe(1);
  });
});

describe("a line that no stream announces", () => {
  beforeEach(() => jest.useFakeTimers());

  test("is read at once and then every five seconds, until a stream announces it again", async () => {
    let reads = 0;
    const reader = lineReader(
      { read: () => ((reads += 1), Promise.resolve<Reading>({ kind: "read", state: atTheDoor(2) })) },
      () => 0,
      () => undefined,
    );
    reader.poll(true);
    reader.poll(true);
    const after: number[] = [];
    for (let second = 0; second <= 11; second += 1) {
      await jest.advanceTimersByTimeAsync(second === 0 ? 0 : 1_000);
      after.push(reads);
    }
    expect(after).toEqual([1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3]);
    reader.poll(false);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(reads).toBe(3);
  });

  test("and cannot be read is tried again after 1, 2, 4 seconds and then every 5, also once it is announced again", async () => {
    let reads = 0;
    const reader = lineReader(
      { read: () => ((reads += 1), Promise.resolve<Reading>({ kind: "unreachable" })) },
      () => 0,
      () => undefined,
    );
    reader.poll(true);
    await jest.advanceTimersByTimeAsync(3_000);
    expect(reads).toBe(3);
    reader.poll(false);
    await jest.advanceTimersByTimeAsync(9_000);
    expect(reads).toBe(5);
  });
});

describe("a reading on a connection that is dead", () => {
  beforeEach(() => jest.useFakeTimers());

  test("is not awaited once a new connection works: the line is read again at once, and what the dead one brings is nothing", async () => {
    const ends: ((read: Reading) => void)[] = [];
    const learnt: Reading[] = [];
    const reader = lineReader(
      { read: () => new Promise((resolve) => ends.push(resolve)) },
      () => 0,
      (read) => learnt.push(read),
    );
    reader.now();
    reader.anew();
    expect(ends).toHaveLength(2);
    const newer: Reading = { kind: "read", state: atTheDoor(2) };
    ends[1]?.(newer);
    ends[0]?.({ kind: "unreachable" });
    await jest.advanceTimersByTimeAsync(60_000);
    expect(learnt).toEqual([newer]);
    expect(ends).toHaveLength(2);
  });
});

describe("lines that overtake each other on bad Wi-Fi", () => {
  const older = open(1);
  const newer = then(older, "9:10", { type: "call-next", desk: 1 });
  const known: LineModel = { confirmed: newer, waiting: [], notices: [], shown: [] };

  test("an older line that was read never replaces a newer one", () => {
    const read = { type: "read", at: at("9:11"), followed: true } as const;
    expect(applyLineEvent(known, { ...read, state: older }).confirmed).toBe(newer);
    expect(applyLineEvent({ ...known, confirmed: older }, { ...read, state: newer }).confirmed).toEqual(newer);
  });

  test("nor does the older line in an answer", () => {
    const answer = { type: "answered", results: [], dropped: [], state: older, at: at("9:11") } as const;
    expect(applyLineEvent(known, answer).confirmed).toBe(newer);
  });
});

describe("the clock of the tablet", () => {
  beforeEach(() => atTime("9:10"));

  test("the clock starts at the server's time, however wrong the tablet's own clock is, and runs on", () => {
    const clock = startClock(at("11:00"));
    expect(clock.now()).toBe(at("11:00"));
    jest.advanceTimersByTime(30 * SECOND);
    expect(clock.now()).toBe(at("11:00:30"));
  });

  test.each([
    ["90 seconds old: it may have been shared and have travelled so long", -90, false],
    ["91 seconds old: this clock is ahead", -91, true],
    ["5 seconds ahead: the difference is too small to matter", 5, false],
    ["6 seconds ahead: this clock is behind", 6, true],
  ])("a board %s", (_, seconds, isCorrected) => {
    const clock = startClock(at("9:10"));
    const asOf = instant(at("9:10") + seconds * SECOND);
    clock.follow(asOf);
    expect(clock.now()).toBe(isCorrected ? asOf : at("9:10"));
  });

  test.each([
    ["ahead", 2 * 60 * MINUTE],
    ["behind", -20 * MINUTE],
  ])("a tablet whose clock was set %s while its page is open takes the time of the next board", async (_, wrong) => {
    const serving = then(then(open(3), "8:55", { type: "call-next", desk: 2 }), "8:56", {
      type: "start",
      visit: person(1),
    });
    const { server } = await showTablet(serving);
    jest.setSystemTime(jest.now() + wrong);
    server.ahead = -wrong;
    act(() => server.tell());
    await tap(/^Terminer(?! et)/);
    expect(server.received).toHaveLength(1);
    expect(server.received[0]!.at - at("9:10")).toBeLessThan(5 * SECOND);
    expect(server.received[0]!.at).toBeGreaterThanOrEqual(at("9:10"));
  });

  test("a board that travelled for a minute does not move the clock back", async () => {
    const { server } = await showTablet(atTheDoor(1));
    server.ahead = -MINUTE;
    act(() => server.tell());
    await tap(/^\+ 1 personne/);
    expect(server.received[0]!.at).toBeGreaterThanOrEqual(at("9:10"));
  });
});
