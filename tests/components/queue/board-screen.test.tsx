import { roomPhase } from "#components/queue/board-room.ts";
import type { Board } from "#lib/queue/board/board.ts";
import { instant } from "#lib/time/instant.ts";
import "@testing-library/jest-dom";
import { jest } from "@jest/globals";
import { act, fireEvent, screen } from "@testing-library/react";
import { FakeEventSource } from "./fake-event-source.ts";
import {
  asked,
  at,
  bells,
  board as boardOf,
  call,
  comes,
  dies,
  earlier,
  follow,
  held,
  large,
  passes,
  quietRoom,
  returns,
  server,
  show,
  toldToNewcomers,
} from "./room.tsx";

describe("the phase of the room's screen", () => {
  const board = (given: Partial<Board> = {}): Board => ({
    version: 1,
    called: [],
    waiting: 0,
    wait: { state: "unknown" },
    alive: true,
    asOf: instant(0),
    ...given,
  });
  const called = [{ number: 1, picture: 0, desk: 1, calledAt: instant(0) }];

  test("without a half-day the room is closed", () => {
    expect(roomPhase(undefined, undefined)).toBe("closed");
  });

  test.each(["closed", "cancelled"] as const)(
    "a half-day that is %s shows no call, even with calls on its board",
    (status) => {
      expect(roomPhase({ status, numbers: "stopped" }, board({ called }))).toBe("closed");
    },
  );

  test("before the door gives numbers, it is said", () => {
    expect(roomPhase({ status: "scheduled", numbers: "not-yet" }, board())).toBe("not-yet");
  });

  test("numbers are given: also when the page does not know it yet and people wait", () => {
    expect(roomPhase({ status: "scheduled", numbers: "given" }, board())).toBe("numbers");
    expect(roomPhase({ status: "scheduled", numbers: "not-yet" }, board({ waiting: 2 }))).toBe("numbers");
  });

  test("open without a call: also when the page does not know it yet and a wait is announced", () => {
    expect(roomPhase({ status: "open", numbers: "given" }, board())).toBe("nobody-called");
    expect(roomPhase({ status: "scheduled", numbers: "given" }, board({ wait: { state: "nobody" } }))).toBe(
      "nobody-called",
    );
  });

  test("while all is stopped for a moment, neither calls nor anything to do", () => {
    expect(roomPhase({ status: "open", numbers: "given" }, board({ called, suspended: true }))).toBe("suspended");
    expect(roomPhase({ status: "scheduled", numbers: "given" }, board({ suspended: true }))).toBe("suspended");
    expect(roomPhase({ status: "closed", numbers: "given" }, board({ suspended: true }))).toBe("closed");
  });

  test("calls are shown as soon as there is one", () => {
    expect(roomPhase({ status: "scheduled", numbers: "given" }, board({ called }))).toBe("calls");
  });
});

describe("what the room's screen shows", () => {
  beforeEach(quietRoom);

  test("of somebody who is fetched it says so in place of the desk", async () => {
    show({ called: [{ ...call(13, 2, "10:20:00"), toFetch: true }, ...earlier] });
    await passes(0);
    expect(large()).toHaveTextContent("13le parapluieOn vient vous chercher");
  });

  test("of somebody who is fetched it names no desk among the earlier calls, and says that one comes until they were found", async () => {
    const [latest, ...others] = earlier;
    const called = [call(13, 2, "10:20:00"), { ...latest!, toFetch: true as const }, ...others];
    const earlierOnes = () => screen.getByText("Numéros déjà appelés").nextSibling;
    show({ called, follows: [follow(13, "called"), follow(10, "called")] });
    await passes(0);
    expect(earlierOnes()).toHaveTextContent("10On vient vous chercher9Table 1");
    await comes({ version: 2, called, follows: [follow(13, "called"), follow(10, "serving")] });
    expect(earlierOnes()).toHaveTextContent("109Table 1");
  });

  test("the screen shows the called number with its picture and desk, and the earlier calls", async () => {
    show({ called: [call(13, 2, "10:20:00"), ...earlier] });
    await passes(0);
    expect(large()).toHaveTextContent("13le parapluieAllez à la table 2");
    expect(screen.getByText("Numéros déjà appelés").nextSibling).toHaveTextContent("10Table 29Table 1");
    expect(screen.getByText(/^Pas encore de numéro/).parentElement).toHaveTextContent(
      /^Pas encore de numéro\s\?Demandez-le à la porte.Attente\s: 20 à 40 minutes$/u,
    );
    expect(screen.getByText(/^On a appelé votre numéro/)).toHaveTextContent("Venez, dites-le à l’équipe.");
    expect(screen.getByText("10 h 22")).toBeInTheDocument();
  });

  test("the clock runs on from the server's time", async () => {
    show();
    await passes(61);
    expect(screen.getByText("10 h 23")).toBeInTheDocument();
  });

  test("a timer that rings a hair early, as browsers' do, holds no call back", async () => {
    show({ called: earlier });
    await passes(10);
    await comes({ called: [call(12, 1, "10:22:10"), call(11, 2, "10:22:10"), ...earlier] });
    const real = performance.now.bind(performance);
    const slow = jest.spyOn(performance, "now").mockImplementation(() => real() - 0.4);
    await passes(6);
    slow.mockRestore();
    expect(large()).toHaveTextContent("12le chapeauAllez à la table 1");
  });

  test("a bell rings at each call once somebody has turned the sound on, and not before", async () => {
    const rung = bells();
    show({ called: earlier });
    await passes(10);
    await comes({ called: [call(11, 2, "10:22:10"), ...earlier] });
    expect(rung).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole("button", { name: /activer le son/ }));
    expect(rung).toHaveBeenCalledTimes(1);
    await comes({ version: 3, called: [call(12, 2, "10:22:11"), call(11, 2, "10:22:10")] });
    await passes(6);
    expect(rung).toHaveBeenCalledTimes(2);
  });

  test("without a heartbeat of the team's tablets, the screen asks to listen and shows no wait", async () => {
    show({ called: earlier, alive: false, wait: { state: "unknown" } });
    await passes(0);
    expect(screen.getByRole("alert")).toHaveTextContent(
      "Pas de nouvelles de l’équipe en ce moment. Restez dans la salle. On vous appelle à voix haute, ou on vient vous chercher.",
    );
    expect(screen.queryByText(/^Si vous arrivez/)).not.toBeInTheDocument();
  });

  test("the order law is read sentence by sentence, twelve seconds each", async () => {
    show();
    await passes(0);
    const read = (): string | undefined =>
      document.querySelector("main p.motion-reduce\\:hidden")?.textContent ?? undefined;
    expect(read()).toBe("On passe chacun son tour.");
    await passes(12);
    expect(read()).toBe("Les rendez‑vous passent à leur heure, ou un peu après.");
    await passes(36);
    expect(read()).toBe("On passe chacun son tour.");
  });

  test("that somebody was let past is not read to the room when only who is out was overtaken", async () => {
    show({ follows: [{ ...follow(14, "waiting"), letPast: true, awayUntil: at("10:40") }] });
    await passes(0);
    expect(screen.queryByText(/a fait passer/u)).toBeNull();
  });

  test("when somebody was let past it is said, without a cause", async () => {
    show({ follows: [{ ...follow(14, "waiting"), letPast: true }] });
    await passes(0);
    const [letPast] = screen.getAllByRole("listitem", { hidden: true }).map(({ textContent }) => textContent);
    expect(letPast?.replaceAll("\u00a0", " ")).toBe(
      "L’équipe a fait passer une personne avant vous. Une question ? Demandez à l’équipe.",
    );
  });

  test("what the team writes is read at once and stays, and the rules go on in turn below", async () => {
    show();
    await passes(24);
    const read = (): readonly (string | null)[] =>
      [...document.querySelectorAll("main p")].slice(-2).map(({ textContent }) => textContent);
    await comes({ message: "Pause de 10 minutes." });
    expect(read()[0]).toBe("Pause de 10 minutes.");
    await passes(12);
    expect(read()).toEqual(["Pause de 10 minutes.", expect.stringContaining("dites-le")]);
    await comes({ message: "La table 2 ferme à midi." });
    expect(read()[0]).toBe("La table 2 ferme à midi.");
  });

  test("nobody waits: come now", async () => {
    show({ wait: { state: "nobody" }, waiting: 0 });
    await passes(0);
    expect(screen.getByText("Personne n’attend. Venez maintenant.")).toBeInTheDocument();
  });

  test("before numbers are given the screen says so, and asks for the room again with the next board", async () => {
    const permanence = held({
      span: { start: at("14:00:00"), end: at("17:00:00") },
      status: "scheduled",
      numbers: "not-yet",
    });
    show({ waiting: 0, wait: { state: "unknown" } }, { permanence });
    await passes(0);
    expect(large()).toHaveTextContent("On ne donne pas encore de numéros.La permanence commence à 14 h.");
    server.room = { ...server.room, permanence: held({ ...permanence, numbers: "given" }) };
    await comes({ waiting: 0, wait: { state: "unknown" } });
    expect(large()).toHaveTextContent("Prenez votre numéro à la porte.");
  });

  test("closed: the next date is shown", async () => {
    show({}, {
      permanence: undefined,
      board: undefined,
      next: { day: "lundi 14 septembre", span: { start: at("09:00:00"), end: at("12:00:00") } },
    } as never);
    expect(large()).toHaveTextContent("La permanence est fermée.Prochaine permanence : lundi 14 septembre, 9 h");
  });

  test("a wait of hours is said in hours", async () => {
    show(
      { wait: { state: "range", low: 145, high: 330 } },
      { permanence: held({ span: { start: at("09:00:00"), end: at("19:00:00") } }) },
    );
    await passes(0);
    expect(screen.getByText(/^Attente/)).toHaveTextContent("Attente : entre 2 heures et 5 heures 30");
  });

  test("when the hour has come and nobody gives numbers yet, no past hour is shown", async () => {
    const permanence = held({
      span: { start: at("10:20:00"), end: at("12:00:00") },
      status: "scheduled",
      numbers: "not-yet",
    });
    show({ waiting: 0, wait: { state: "unknown" } }, { permanence });
    await passes(0);
    expect(large()).toHaveTextContent("On ne donne pas encore de numéros.Attendez ici, ou demandez à l’équipe.");
  });
});

describe("a screen that is out of date", () => {
  beforeEach(quietRoom);

  test("an undone call is replaced by none that was shown before, and rings no bell", async () => {
    const rung = bells();
    const calls = [call(13, 2, "10:20:00"), ...earlier, call(8, 1, "09:40:00")];
    show({ called: calls, follows: calls.map(({ number }) => follow(number, "done")) });
    await passes(1);
    fireEvent.click(screen.getByRole("button", { name: /activer le son/ }));
    await comes({ called: [call(14, 1, "10:22:01"), ...calls.slice(0, 3)] });
    expect(large()).toHaveTextContent("14");
    expect(rung).toHaveBeenCalledTimes(2);
    const before = [...calls.slice(0, 3), call(7, 1, "09:30:00")];
    await comes({ version: 3, called: calls, follows: calls.map(({ number }) => follow(number, "done")) });
    await comes({
      version: 4,
      called: before,
      follows: before.map(({ number }) => follow(number, number === 7 ? "serving" : "done")),
    });
    await passes(20);
    expect(large()).toHaveTextContent("La permanence est ouverte.Votre numéro et votre image s’affichent ici.");
    expect(rung).toHaveBeenCalledTimes(2);
  });

  test("a number that is called to another desk instead is announced anew", async () => {
    const rung = bells();
    show();
    await passes(0);
    fireEvent.click(screen.getByRole("button", { name: /activer le son/ }));
    await comes({ called: [call(5, 2, "10:22:01")] });
    await comes({ version: 4, called: [call(5, 1, "10:22:09")] });
    expect(large()).toHaveTextContent("Allez à la table 1");
    expect(rung).toHaveBeenCalledTimes(3);
  });

  test("while the line is suspended the screen shows only that: no call, no wait, no number to ask for", async () => {
    show({ called: earlier, suspended: true, wait: { state: "unknown" } });
    await passes(0);
    expect(large()).toHaveTextContent(/^C’est en pause\. On reprend dès que possible\.$/u);
    expect(screen.getByText("Numéros déjà appelés").nextSibling).toHaveTextContent("10Table 29Table 1");
    expect(screen.queryByText(/numéro\s\?$/u)).not.toBeInTheDocument();
    expect(screen.queryByText(/attente/iu)).not.toBeInTheDocument();
    await comes({ called: earlier });
    expect(large()).toHaveTextContent("10la luneAllez à la table 2");
  });

  test.each([
    ["numbers are stopped", { numbers: "stopped" }, {}, "On ne donne plus de numéros aujourd’hui."],
    [
      "it is the hour of appointments",
      {
        windows: [
          { mode: "appointment", span: { start: at("09:00:00"), end: at("11:30:00") } },
          { mode: "walk-in", span: { start: at("11:30:00"), end: at("12:00:00") } },
        ],
      },
      {},
      "Sans rendez\u2011vous à partir de 11\u00a0h\u00a030.",
    ],
    [
      "only the booked are received",
      { windows: [{ mode: "appointment", span: { start: at("09:00:00"), end: at("12:00:00") } }] },
      {},
      "Sur rendez\u2011vous seulement.",
    ],
    ["the end has passed", { span: { start: at("07:00:00"), end: at("10:20:00") } }, {}, ""],
    [
      "too many wait for what is left",
      { span: { start: at("07:00:00"), end: at("10:40:00") } },
      {},
      "Il y a trop de monde aujourd’hui.",
    ],
    [
      "the wait is not known",
      {},
      { wait: { state: "unknown" } },
      "Pas encore de numéro\u00a0?Demandez-le à la porte.L’attente n’est pas encore connue.",
    ],
  ] as const)("when %s, whoever comes in reads that and nothing else", async (_, so, told, sentence) => {
    show({ called: earlier, ...told }, { permanence: held(so) });
    await passes(0);
    expect(toldToNewcomers()).toBe(sentence);
  });

  test("after the end nobody reads that the permanence is open; a number that waits shows here all the same", async () => {
    show({}, { permanence: held({ span: { start: at("07:00:00"), end: at("10:20:00") } }) });
    await passes(0);
    expect(large()).toHaveTextContent("L’heure de fin est passée.Vous avez un numéro ? Il s’affiche ici.");
  });

  test("numbers that are stopped before anybody was called are not to be taken at the door", async () => {
    show(
      { wait: { state: "unknown" } },
      {
        permanence: held({
          span: { start: at("10:30:00"), end: at("12:00:00") },
          status: "scheduled",
          numbers: "stopped",
        }),
      },
    );
    await passes(0);
    expect(large()).toHaveTextContent("On ne donne plus de numéros aujourd’hui.On appelle à partir de 10 h 30.");
  });

  test("whenever the line changes the room is asked for: numbers are stopped, or all is closed", async () => {
    show();
    await passes(0);
    expect(asked.room).toBe(0);
    await comes({});
    expect(asked.room).toBe(1);
    await comes({});
    expect(asked.room).toBe(1);
  });
});

describe("a screen whose server fails", () => {
  beforeEach(quietRoom);

  const noNews = (hour: string): string => `Pas de nouvelles depuis ${hour}`;
  const isGrey = (): boolean => large().classList.contains("grayscale");

  test.each([
    ["the application is killed", dies],
    ["the network goes without a word, or the server is frozen", () => void (server.served = false)],
  ])(
    "%s: within fifteen seconds the board is grey and says since when; the call still stands there",
    async (_, fails) => {
      show({ called: earlier });
      await passes(61);
      fails();
      await passes(4);
      expect(isGrey()).toBe(false);
      await passes(9);
      expect(screen.getByText(noNews("10 h 23"))).toBeInTheDocument();
      expect(isGrey()).toBe(true);
      expect(large()).toHaveTextContent("10la luneAllez à la table 2");
      expect(screen.getByText("Derniers appels connus").parentElement).toHaveClass("opacity-40");
      expect(screen.queryByText(/^Pas encore de numéro/)).not.toBeInTheDocument();
      expect(document.querySelector("main")).toHaveTextContent(
        "Restez dans la salle. On vous appelle, ou on vient vous chercher.",
      );
    },
  );

  test("the server itself is blind: the board is grey at once, since the moment that the server names", async () => {
    show({ called: earlier });
    await passes(181);
    act(() => FakeEventSource.all.at(-1)?.say("blind", "2026-09-07T10:24:59+02:00"));
    expect(screen.getByText(noNews("10 h 24"))).toBeInTheDocument();
    expect(isGrey()).toBe(true);
  });

  test("after a minute nobody is sent to a desk any more: all languages say to stay, and the call is one of the last known", async () => {
    show({ called: earlier });
    await passes(61);
    dies();
    await passes(75);
    expect(document.querySelector("main")).toHaveTextContent(
      /^Écran de NeuhofRestez dans la salle\.On vous appelle, ou on vient vous chercher\.ابقوا في القاعة.*Salonda kalın.*Stay in the room\. We call you, or we come and get you\.$/u,
    );
    expect(screen.getByText(/^ابقوا/u)).toHaveAttribute("dir", "rtl");
    expect(screen.getByText("Derniers appels connus").nextSibling).toHaveTextContent("10Table 29Table 1");
    expect(screen.getByText("Gardez votre numéro.")).toBeInTheDocument();
    expect(screen.getByText(noNews("10 h 23"))).toBeInTheDocument();
  });

  test("a room that is closed is not told to stay: it is grey and says since when nothing is known", async () => {
    show({}, { permanence: undefined, board: undefined } as never);
    await passes(66);
    expect([asked.life > 4, isGrey()]).toEqual([true, false]);
    server.served = false;
    await passes(14);
    expect(screen.getByText(noNews("10 h 23"))).toBeInTheDocument();
    expect(isGrey()).toBe(true);
    await passes(180);
    expect(large()).toHaveTextContent("La permanence est fermée.");
    returns();
    await passes(4);
    expect(isGrey()).toBe(false);
  });

  test("the screen of a closed room shows within ten seconds that it opens, and asks for its data only when its version is another one", async () => {
    show({}, { permanence: undefined, board: undefined } as never);
    await passes(9);
    // It cannot know of which version its page was.
    expect(asked.room).toBe(1);
    await passes(48);
    expect([asked.room, asked.life > 5]).toEqual([1, true]);
    await passes(10);
    Object.assign(server, { version: "2", room: { ...server.room, permanence: held(), board: boardOf() } });
    await passes(9);
    expect(large()).toHaveTextContent("La permanence est ouverte.");
  });

  test("what failed to come of a room that opened is asked for again", async () => {
    show({}, { permanence: undefined, board: undefined } as never);
    await passes(20);
    Object.assign(server, { version: "2", room: { ...server.room, permanence: held(), board: boardOf() } });
    await passes(3);
    server.served = false;
    await passes(10);
    returns();
    await passes(9);
    expect(large()).toHaveTextContent("La permanence est ouverte.");
  });

  test("hours after the end of the half-day nobody is told to stay in the room", async () => {
    show({ called: earlier }, { permanence: held({ span: { start: at("06:00:00"), end: at("09:00:00") } }) });
    await passes(5);
    dies();
    await passes(120);
    expect(screen.getByText("Gardez votre numéro.")).toBeInTheDocument();
    await passes(400);
    expect(screen.queryByText("Gardez votre numéro.")).not.toBeInTheDocument();
    expect(screen.getByText(noNews("10 h 22"))).toBeInTheDocument();
  });

  test("an answer that fails in the middle of a burst takes nothing away, and is asked for again until it comes", async () => {
    show({ called: earlier });
    await passes(1);
    server.served = false;
    await comes({ called: [call(11, 2, "10:22:01"), ...earlier] });
    expect(large()).toHaveTextContent("11le bateau");
    server.room = { ...server.room, permanence: held({ numbers: "stopped" }) };
    await passes(7);
    expect(large()).toHaveTextContent("11le bateau");
    server.served = true;
    await passes(3.1);
    expect(toldToNewcomers()).toBe("On ne donne plus de numéros aujourd’hui.");
  });

  test("something else that answers in our place, such as the page of a Wi-Fi, takes nothing away", async () => {
    show({ called: earlier });
    await passes(0);
    const { fetch } = globalThis;
    globalThis.fetch = (async () => ({
      ok: true,
      json: async () => JSON.parse("<html>Who pays for this Wi-Fi?</html>") as unknown,
      text: async () => "",
    })) as unknown as typeof globalThis.fetch;
    await comes({ called: earlier });
    globalThis.fetch = (async () => ({ ok: true, json: async () => ({ hello: 1 }) })) as never;
    await passes(7);
    globalThis.fetch = fetch;
    expect(large()).toHaveTextContent("10la luneAllez à la table 2");
    await passes(3.1);
    expect(asked.room).toBe(1);
  });

  test("the room is asked for every minute: the half-day ends, the next one begins", async () => {
    show({ called: earlier });
    await passes(55);
    expect(asked.room).toBe(0);
    server.room = { place: "Neuhof", zone: "Europe/Paris" };
    await passes(10);
    expect(large()).toHaveTextContent("La permanence est fermée.");
    server.room = {
      ...server.room,
      permanence: held({ id: "q" }),
      board: boardOf({ called: [call(1, 2, "10:23:00")] }),
    };
    await passes(61);
    expect(FakeEventSource.all.at(-1)?.url).toBe("/api/v1/permanences/q/live");
    expect(large()).toHaveTextContent("1le soleilAllez à la table 2");
  });

  test("a new build of the application: the page is loaded again, and only once the server sends it", async () => {
    show({ called: earlier });
    // jsdom loads no page: it says so instead.
    const loads = jest.spyOn(console, "error").mockImplementation(() => undefined);
    server.build = "b";
    await passes(61);
    expect(asked.room).toBe(1);
    await passes(5);
    expect(asked.room).toBe(2);
    expect(asked.page).toBe(1);
    expect(loads.mock.calls.map(([said]) => String(said))).toEqual([expect.stringContaining("navigation")]);
    loads.mockRestore();
    expect(large()).toHaveTextContent("10la luneAllez à la table 2");
  });

  test("two builds behind one address, as during an update, do not make the screen load again and again", async () => {
    show({ called: earlier });
    for (let answers = 1; answers <= 6; answers += 1) {
      server.build = ["b", "a", "c"][answers % 3] ?? "";
      const before = asked.room;
      while (asked.room === before) await passes(1);
    }
    expect(asked.page).toBe(0);
  });

  test("the clock follows the server's: set forward and back, whatever the screen's own says", async () => {
    show({ called: earlier });
    await passes(1);
    for (const [said, shown] of [
      ["2026-09-07T13:40:00+02:00", "13 h 40"],
      ["2026-09-07T10:22:30+02:00", "10 h 22"],
    ] as const) {
      act(() => FakeEventSource.all.at(-1)?.say("beat", said));
      await passes(1);
      expect(screen.getByText(shown)).toBeInTheDocument();
    }
  });
});
