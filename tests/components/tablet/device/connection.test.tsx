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
import { applyLineEvent, type LineModel } from "#components/tablet/device/line-model.ts";
import { instant, SECOND } from "#lib/time/instant.ts";
import { runs } from "#tests/support/property-runs.ts";
import { FakeEventSource } from "#tests/components/queue/fake-event-source.ts";
import { atTheDoor, at, ME, open, then } from "#tests/components/tablet/morning.ts";
import { atTime, button, later, passes, showTablet, tap } from "#tests/components/tablet/show-tablet.tsx";

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
    const lost = applyLineEvent(
      { confirmed: open(3), waiting: [], notices: [], shown: [] },
      { type: "following-lost", trouble: trouble("unreachable", 13) },
    );
    const read = { type: "read", state: open(3), at: NOW } as const;
    expect(applyLineEvent(lost, { ...read, followed: false })).toMatchObject({
      following: lost.following,
      readAt: NOW,
    });
    expect(applyLineEvent(lost, { ...read, followed: true })).not.toHaveProperty("following");
    expect(applyLineEvent(lost, { type: "up-to-date" })).not.toHaveProperty("following");
  });

  test("a reading of before the server said that its database is lost counts no more, one of after it counts", () => {
    const lost = applyLineEvent(
      { confirmed: open(3), waiting: [], notices: [], shown: [], readAt: ago(2) },
      { type: "following-lost", trouble: trouble("away", 60) },
    );
    expect(lost).not.toHaveProperty("readAt");
    const read = applyLineEvent(lost, { type: "read", state: open(3), at: ago(1), followed: false });
    expect(applyLineEvent(read, { type: "following-lost", trouble: trouble("away", 60) }).readAt).toBe(ago(1));
  });

  test("a server that does not understand an act has answered: the next failure is dated from its own moment", () => {
    const failed: LineModel = {
      confirmed: open(3),
      waiting: [],
      notices: [],
      shown: [],
      sending: trouble("busy", 4_800),
    };
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

  test("whatever the requests say meanwhile, nothing else is said until the server sees again", async () => {
    const serving = then(open(3), "9:05", { type: "call-next", desk: 2 });
    const { server } = await showTablet(serving);
    server.silent = true;
    server.answersInstead = { status: 503, code: "busy" };
    act(() => server.says("blind", "2026-09-07T09:08:00+02:00"));
    await tap("Commencer");
    for (let seconds = 0; seconds < 60; seconds += 5) {
      await passes(5);
      act(() => server.says("blind", "2026-09-07T09:08:00+02:00"));
      expect(screen.getByText(DOWN)).toBeInTheDocument();
      expect(screen.getByText("1 action gardée")).toBeInTheDocument();
    }
    server.answersInstead = undefined;
    server.silent = false;
    act(() => server.tell());
    await passes(5);
    expect(said()).toContain("C’est envoyé");
    expect(said()).not.toContain("panne");
    expect(server.received.map(({ type }) => type)).toEqual(["start"]);
  });

  const LATE = "Rien n’est perdu. La liste est relue toutes les 5 secondes.";

  test("while only the live stream is refused the line is read every five seconds, and never said to be up to date", async () => {
    const { server } = await showTablet(open(3));
    server.silent = true;
    act(() => server.refusesToFollow());
    await passes(6);
    // Through thirteen readings and a heartbeat.
    for (let seconds = 0; seconds < 65; seconds += 1) {
      await passes(1);
      expect(said()).toContain("Mise à jour lente");
      expect(said()).toContain(LATE);
      expect(said()).not.toMatch(/Tout est gardé|gardées?|panne|injoignable|ne répond pas/u);
    }
    server.state = then(server.state, "9:11", { type: "call-next", desk: 1 });
    await passes(5);
    expect(button("Appeler le 2")).toBeEnabled();
    await tap("Appeler le 2");
    expect(server.received.map(({ type }) => type)).toEqual(["call-next"]);
    server.silent = false;
    server.followsAgain();
    await passes(6);
    expect(said()).toContain("Tout est gardé");
    expect(said()).not.toContain(LATE);
    server.reads = 0;
    await passes(30);
    expect(server.reads).toBeLessThanOrEqual(1);
  });

  test("on a network that swallows everything nobody says that the list is read, until it was", async () => {
    const { server } = await showTablet(open(3));
    await passes(9);
    server.silent = true;
    const cable = Promise.withResolvers<void>();
    server.swallowed = cable.promise;
    for (let seconds = 0; seconds < 60; seconds += 1) {
      await passes(1);
      expect(said()).not.toContain(LATE);
      expect(said().includes("Le site ne répond pas")).toBe(seconds >= 9);
    }
    server.swallowed = undefined;
    cable.resolve();
    await passes(14);
    expect(said()).toContain(LATE);
  });

  test("while the stream is silent and each reading is answered busy, it is never said that the site does not answer", async () => {
    const { server } = await showTablet(open(3));
    await passes(9);
    server.silent = true;
    server.answersInstead = { status: 503, code: "busy" };
    for (let seconds = 0; seconds < 60; seconds += 1) {
      await passes(1);
      expect(said()).not.toMatch(/ne répond pas|injoignable|relue/u);
    }
  });

  test("a stream that the server ends after its life is no failure: nothing is said, and one reading follows", async () => {
    const { server } = await showTablet(open(3));
    await later(9);
    server.reads = 0;
    const stream = FakeEventSource.all.at(-1);
    act(() => stream?.fail());
    for (let tenths = 1; tenths <= 200; tenths += tenths < 20 ? 1 : 10) {
      await passes(tenths <= 20 ? 0.1 : 1);
      if (tenths === 10) act(() => stream?.connect());
      expect(said()).toContain("Tout est gardé");
    }
    expect(server.reads).toBe(1);
  });

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

  test("a server that is frozen is noticed within fifteen seconds, and its return within ten", async () => {
    const { server } = await showTablet(atTheDoor(2));
    await passes(9);
    server.silent = true;
    server.stops();
    await passes(13);
    expect(screen.getByText(/^Le site ne répond pas depuis 9 h 10\./)).toBeInTheDocument();
    await passes(120);
    server.silent = false;
    server.returns();
    await passes(10);
    expect(said()).toContain("Tout est gardé");
  });
});
