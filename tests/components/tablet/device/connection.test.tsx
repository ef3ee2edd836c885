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
import { atTheDoor, at, ME, open, then } from "#tests/components/tablet/morning.ts";
import { atTime, button, passes, showTablet, tap } from "#tests/components/tablet/show-tablet.tsx";

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
        expect(exchanges.reading ?? exchanges.accessLost).toBeUndefined();
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

  test("a server that does not understand an act has answered: the next failure is dated from its own moment", () => {
    const failed: LineModel = {
      confirmed: open(3),
      waiting: [],
      notices: [],
      shown: [],
      sending: trouble("busy", 4_800),
    };
    const command = { id: "c", at: NOW, device: "d", conseiller: ME, type: "call-next", desk: 1 } as const;
    const answered = applyLineEvent(failed, { type: "not-understood", command, dropped: [] });
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
    act(() => server.says("blind", "2026-09-07T09:08:00+02:00"));
    expect(screen.getByText(DOWN)).toBeInTheDocument();
    expect(screen.getByText("Site en panne")).toBeInTheDocument();
    expect(said()).not.toMatch(/Tout est gardé|occupé|Sans réseau/u);
    expect(button("Appeler le 1")).toBeDisabled();
    expect(button("Appeler le 1")).toHaveAccessibleDescription(/Nouveaux numéros et appels\s: au retour du site\./u);
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
      expect(screen.getByText("Site en panne, 1 action gardée")).toBeInTheDocument();
    }
    server.answersInstead = undefined;
    server.silent = false;
    act(() => server.tell());
    await passes(5);
    expect(said()).toContain("Tout est gardé");
    expect(said()).not.toContain("panne");
    expect(server.received.map(({ type }) => type)).toEqual(["start"]);
  });

  test("a server that is frozen is noticed within fifteen seconds, and its return within ten", async () => {
    const { server } = await showTablet(atTheDoor(2));
    await passes(9);
    server.silent = true;
    server.stops();
    await passes(13);
    expect(screen.getByText(/^Le site ne répond pas depuis 9 h 10\./)).toBeInTheDocument();
    await passes(1_200);
    server.silent = false;
    server.returns();
    await passes(10);
    expect(said()).toContain("Tout est gardé");
  });
});
