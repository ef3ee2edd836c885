import fc from "fast-check";
import { act, screen } from "@testing-library/react";
import {
  connectionOf,
  isOffline,
  isOutOfReach,
  troubleAfter,
  type Connection,
  type Exchanges,
  type Trouble,
} from "#components/tablet/device/connection.ts";
import { applyLineEvent, lineModel, type LineModel } from "#components/tablet/device/line-model.ts";
import { instant, SECOND, MINUTE } from "#lib/time/instant.ts";
import { runs } from "#tests/support/property-runs.ts";
import { at, ME, open, then, atTheDoor, person } from "#tests/components/tablet/morning.ts";
import { atTime, button, passes, showTablet, tap } from "#tests/components/tablet/show-tablet.tsx";
import { jest } from "@jest/globals";
import { lineReader } from "#components/tablet/device/line-reader.ts";
import type { ReadAnswer } from "#components/tablet/device/line-server.ts";
import type { FakeServer } from "#tests/components/tablet/fake-server.ts";
import { startClock } from "#components/tablet/device/clock.ts";

const NOW = at("10:22");
const ago = (seconds: number) => instant(NOW - seconds * SECOND);
const trouble = (why: Trouble["why"], seconds: number): Trouble => ({ why, since: ago(seconds) });

describe("the one truth about the connection", () => {
  test.each<[string, Exchanges, readonly number[], Connection]>([
    ["nothing waits and nothing fails: saved", {}, [], { state: "saved" }],
    ["an act of this second is not mentioned", {}, [1], { state: "saved" }],
    ["an act without an answer for longer is being sent", {}, [3], { state: "sending", kept: 1 }],
    [
      "no answer, and the device has no network",
      { reading: trouble("unreachable", 60), noNetwork: true },
      [50, 40],
      { state: "no-network", kept: 2, since: ago(60) },
    ],
    [
      "no answer, and the device has its network: it is not blamed",
      { reading: trouble("unreachable", 60) },
      [],
      { state: "no-answer", kept: 0, since: ago(60) },
    ],
    [
      "the server says itself that it has lost its database",
      { reading: trouble("away", 8) },
      [],
      { state: "server-away", kept: 0, since: ago(8) },
    ],
    ["a server that is busy for a moment", { sending: trouble("busy", 9) }, [9], { state: "busy", kept: 1 }],
    [
      "a server that is busy for ten seconds is down",
      { sending: trouble("busy", 10) },
      [10],
      { state: "server-away", kept: 1, since: ago(10) },
    ],
    [
      "a sending that failed of acts that wait no more is over",
      { sending: trouble("busy", 99) },
      [],
      { state: "saved" },
    ],
    [
      "two troubles are one: the worse reason, since the first moment",
      { reading: trouble("away", 20), sending: trouble("unreachable", 30) },
      [30],
      { state: "server-away", kept: 1, since: ago(30) },
    ],
    [
      "the stream was heard a moment ago and is lost, and no reading has come: nobody says yet that the line is read",
      { following: trouble("unreachable", 13), readAt: ago(14) },
      [],
      { state: "saved" },
    ],
    [
      "an act that waits meanwhile is being sent",
      { following: trouble("unreachable", 13), readAt: ago(14) },
      [3],
      { state: "sending", kept: 1 },
    ],
    [
      "the stream is lost and the line was read since: what is shown is said to come late",
      { following: trouble("unreachable", 13), readAt: ago(13) },
      [],
      { state: "not-followed", kept: 0 },
    ],
    [
      "the stream is lost, and each reading is answered that the server is busy: it does answer",
      { following: trouble("unreachable", 60), reading: trouble("busy", 4), readAt: ago(64) },
      [],
      { state: "busy", kept: 0 },
    ],
    [
      "the stream is lost, and no reading is answered either: since the stream was heard last",
      { following: trouble("unreachable", 60), reading: trouble("unreachable", 50), readAt: ago(64) },
      [],
      { state: "no-answer", kept: 0, since: ago(60) },
    ],
    [
      "the stream says that the database is lost, and a reading is answered that the server is busy",
      { following: trouble("away", 60), reading: trouble("busy", 4) },
      [],
      { state: "server-away", kept: 0, since: ago(60) },
    ],
    [
      "the stream is lost for an hour, and the line is read: nothing is lost, and nothing is said to be up to date",
      { following: trouble("unreachable", 3_600), readAt: ago(5) },
      [1],
      { state: "not-followed", kept: 0 },
    ],
    [
      "an act that waits meanwhile is counted once it is slow",
      { following: trouble("unreachable", 3_600), readAt: ago(5) },
      [3, 1],
      { state: "not-followed", kept: 2 },
    ],
    [
      "the stream is lost and a reading hangs: after fourteen seconds what is shown is not fresh",
      { following: trouble("unreachable", 14), readAt: ago(40) },
      [],
      { state: "no-answer", kept: 0, since: ago(14) },
    ],
    [
      "the stream is lost, and the last reading failed",
      { following: trouble("unreachable", 60), reading: trouble("busy", 4), readAt: ago(9) },
      [],
      { state: "busy", kept: 0 },
    ],
    [
      "the stream says that the database is lost, and nothing was read since: a moment ago counts for nothing",
      { following: trouble("away", 1) },
      [],
      { state: "server-away", kept: 0, since: ago(1) },
    ],
    [
      "the stream says that the database is lost, and another process still reads it",
      { following: trouble("away", 60), readAt: ago(2) },
      [],
      { state: "not-followed", kept: 0 },
    ],
    [
      "signed out comes before everything: nothing else is worth doing",
      { accessLost: "signed-out", reading: trouble("unreachable", 60), noNetwork: true },
      [60],
      { state: "signed-out", kept: 1 },
    ],
    ["a device without network to which the server still answers is well", { noNetwork: true }, [], { state: "saved" }],
  ])("%s", (_, exchanges, waiting, expected) => {
    expect(connectionOf(exchanges, waiting.map(ago), NOW)).toEqual(expected);
  });

  const anyTrouble = fc.record({
    why: fc.constantFrom<Trouble["why"]>("unreachable", "busy", "away"),
    since: fc.integer({ min: 0, max: 7_200 }).map(ago),
  });
  const anyExchanges: fc.Arbitrary<Exchanges> = fc.record(
    {
      reading: anyTrouble,
      sending: anyTrouble,
      following: anyTrouble,
      readAt: fc.integer({ min: 0, max: 7_200 }).map(ago),
      accessLost: fc.constantFrom("signed-out" as const, "not-allowed" as const),
      noNetwork: fc.constant(true as const),
    },
    { requiredKeys: [] },
  );
  const anyWaiting = fc.array(fc.integer({ min: 0, max: 7_200 }).map(ago), { maxLength: 4 });

  test("whatever failed, « saved » is said only when nothing fails, and of an act that waits for at most two seconds", () => {
    fc.assert(
      fc.property(anyExchanges, anyWaiting, (exchanges, waiting) => {
        const connection = connectionOf(exchanges, waiting, NOW);
        if (connection.state !== "saved") return;
        const { reading, following, readAt, accessLost } = exchanges;
        expect(reading ?? accessLost).toBeUndefined();
        // A stream that was cut was heard less than 14 seconds ago, and no reading has taken its place yet.
        expect(following?.why ?? "unreachable").toBe("unreachable");
        expect(following === undefined || NOW - following.since < 14 * SECOND).toBe(true);
        expect(following === undefined || readAt === undefined || readAt < following.since).toBe(true);
        expect(waiting.length === 0 || exchanges.sending === undefined).toBe(true);
        expect(waiting.length === 0 || NOW - waiting[0]! <= 2 * SECOND).toBe(true);
      }),
      { numRuns: runs(300) },
    );
  });

  test("whatever failed, no act that needs the server is offered while none of it answers", () => {
    fc.assert(
      fc.property(anyExchanges, anyWaiting, (exchanges, waiting) => {
        const connection = connectionOf(exchanges, waiting, NOW);
        const away = exchanges.reading !== undefined && exchanges.reading.why !== "busy";
        expect(isOffline(connection) || !away).toBe(true);
        expect(isOffline(connection) || !isOutOfReach(connection)).toBe(true);
      }),
      { numRuns: runs(300) },
    );
  });

  test("a stream that was lost is followed again only with its board or beat: no reading ends that it is lost", () => {
    const lost = applyLineEvent(lineModel(open(3), ago(60)), {
      type: "following-lost",
      trouble: trouble("unreachable", 13),
    });
    const read = { type: "read", state: open(3), at: NOW } as const;
    expect(applyLineEvent(lost, read)).toMatchObject({ following: lost.following, readAt: NOW });
    const heard = applyLineEvent(lost, { type: "heard", at: NOW });
    expect(heard).toMatchObject({ following: lost.following, heardAt: NOW });
    expect(applyLineEvent(heard, read)).not.toHaveProperty("following");
    expect(applyLineEvent(heard, { type: "up-to-date" })).not.toHaveProperty("following");
  });

  test("a reading of before the server said that its database is lost counts no more, one of after it counts", () => {
    const lost = applyLineEvent(
      { ...lineModel(open(3), ago(60)), readAt: ago(2) },
      { type: "following-lost", trouble: trouble("away", 60) },
    );
    expect(lost).not.toHaveProperty("readAt");
    const read = applyLineEvent(lost, { type: "read", state: open(3), at: ago(1) });
    expect(applyLineEvent(read, { type: "following-lost", trouble: trouble("away", 60) }).readAt).toBe(ago(1));
  });

  test("a server that does not understand an act has answered: the next failure is dated from its own moment", () => {
    const failed: LineModel = { ...lineModel(open(3), NOW), sending: trouble("busy", 4_800) };
    const command = { id: "c", at: NOW, device: "d", conseiller: ME, type: "call-next", desk: 1 } as const;
    const answered = applyLineEvent(failed, { type: "not-understood", command, dropped: [], at: NOW });
    const again = applyLineEvent(answered, { type: "sending-failed", trouble: trouble("busy", 3) });
    expect(again.sending).toEqual(trouble("busy", 3));
  });

  test("a trouble keeps its first moment and tells its newest reason", () => {
    const first = troubleAfter(undefined, trouble("unreachable", 60));
    expect(troubleAfter(first, trouble("away", 20))).toEqual(trouble("away", 60));
    expect(troubleAfter(first, trouble("away", 90))).toEqual(trouble("away", 90));
  });
});

describe("what the tablet says of the connection", () => {
  const DOWN = /^Le site est en panne depuis 9 h 08\. Continuez : tout est gardé ici\./;
  beforeEach(() => atTime("9:10"));

  /** The tag of the top bar and the strip below it, which may never contradict each other. */
  const said = (): string =>
    [...document.querySelectorAll("header, [role=status]")].map(({ textContent }) => textContent).join(" ");

  test("a server that has lost its database says so, and tag and sentence say the same, in the same moment", async () => {
    const { server } = await showTablet(open(3));
    server.silent = true;
    server.answersInstead = { status: 503, code: "busy" };
    act(() => server.says("blind", "2026-09-07T09:08:00+02:00"));
    expect(screen.getByText(DOWN)).toBeInTheDocument();
    await passes(0);
    expect(screen.getByText(DOWN)).toBeInTheDocument();
    expect(screen.getByText("Site en panne")).toBeInTheDocument();
    expect(said()).not.toMatch(/Tout est gardé|occupé|Sans réseau/u);
    expect(button("Appeler le 1")).toBeEnabled();
  });

  const LATE = "Rien n’est perdu. La liste est relue toutes les 5 secondes.";

  test("a stream that opens and brings nothing is no stream: the line is read every five seconds all the same", async () => {
    const { server } = await showTablet(open(3));
    server.silent = true;
    await passes(16);
    expect(said()).toContain(LATE);
    server.state = then(server.state, "9:10", { type: "call-next", desk: 1 });
    await passes(5);
    expect(button("Appeler le 2")).toBeEnabled();
    expect(said()).toContain(LATE);
    server.silent = false;
    await passes(6);
    expect(said()).toContain("Tout est gardé");
  });

  test("the stream comes back with a newer line: nothing is said to be up to date before that was read", async () => {
    const { server } = await showTablet(open(3));
    act(() => server.refusesToFollow());
    await passes(7);
    expect(said()).toContain(LATE);
    server.state = then(server.state, "9:10", { type: "call-next", desk: 1 });
    server.spoiltReads.push(...Array<"unreachable">(4).fill("unreachable"));
    server.followsAgain();
    for (let seconds = 0; seconds < 20; seconds += 1) {
      await passes(1);
      expect(said().includes("Tout est gardé")).toBe(screen.queryByRole("button", { name: "Appeler le 2" }) !== null);
    }
    expect(said()).toContain("Tout est gardé");
  });
});

describe("reading the line", () => {
  beforeEach(() => jest.useFakeTimers());

  /** A reader whose requests end when the test says so. */
  function reading() {
    const ends: ((read: ReadAnswer) => void)[] = [];
    const learnt: ReadAnswer[] = [];
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
    const ended = async (read: ReadAnswer): Promise<void> => {
      ends.at(-1)?.(read);
      await jest.advanceTimersByTimeAsync(0);
    };
    const sends = (): void => void (isAwaited = true);
    const isAnswered = (brought: number): void => void ([isAwaited, version] = [false, brought]);
    return { reader, learnt, ended, begun: () => ends.length, sends, isAnswered };
  }

  const line = (people: number): Extract<ReadAnswer, { kind: "read" }> => ({ kind: "read", state: atTheDoor(people) });

  test("a reading asked for during a reading follows it: what was read may be older than what is known by now", async () => {
    const { reader, learnt, ended, begun } = reading();
    reader.now();
    reader.now();
    expect(begun()).toBe(1);
    const older = line(1);
    const newer = line(2);
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

  const beat = (server: FakeServer): void => act(() => server.says("beat"));

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

  test("an old line is never shown as if all were well: a sign of life reads the newer one before the warning goes", async () => {
    const server = await colleagueCalls("unreachable", "unreachable", "unreachable", "unreachable");
    await passes(4);
    expect(server.reads).toBe(3);
    beat(server);
    expect(screen.queryByText(KEPT)).not.toBeInTheDocument();
    await passes(0);
    expect(server.reads).toBe(4);
    expect(screen.getByText(LOST)).toBeInTheDocument();
    beat(server);
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
    beat(server);
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
      { read: () => ((reads += 1), Promise.resolve<ReadAnswer>({ kind: "read", state: atTheDoor(2) })) },
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
      { read: () => ((reads += 1), Promise.resolve<ReadAnswer>({ kind: "unreachable" })) },
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
    const ends: ((read: ReadAnswer) => void)[] = [];
    const learnt: ReadAnswer[] = [];
    const reader = lineReader(
      { read: () => new Promise((resolve) => ends.push(resolve)) },
      () => 0,
      (read) => learnt.push(read),
    );
    reader.now();
    reader.anew();
    expect(ends).toHaveLength(2);
    const newer: ReadAnswer = { kind: "read", state: atTheDoor(2) };
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
  const known = lineModel(newer, at("9:10"));

  test("an older line that was read never replaces a newer one", () => {
    const read = { type: "read", at: at("9:11") } as const;
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
