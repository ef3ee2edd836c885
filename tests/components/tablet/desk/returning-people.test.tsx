import { paceOf } from "#lib/queue/wait/learn-pace.ts";
import { screen, fireEvent } from "@testing-library/react";
import { atTime, button, passes, showTablet, tap } from "#tests/components/tablet/show-tablet.tsx";
import { COLLEAGUE, open, person, then, at } from "#tests/components/tablet/morning.ts";
import { boardOf } from "#lib/queue/board/live-board.ts";
import { minutesBetween } from "#lib/time/instant.ts";

describe("people who come back to a desk", () => {
  beforeEach(() => atTime("9:28"));

  const by = (conseiller: string) => ({ conseiller });

  /** Number 1 was served at desk 1 and handed over to desk 2; the others are in line. */
  const handedOver = (people = 3) => {
    const helped = then(then(open(people), "9:10", { type: "call-next", desk: 1 }), "9:11", {
      type: "start",
      visit: person(1),
    });
    return then(helped, "9:20", { type: "hand-over", to: 2 }, by(COLLEAGUE));
  };

  /** Number 1 was served at desk 1 and fetches a paper; that desk was left or is on a break. */
  const nobodysDesk = (going: "leave-desk" | "break" = "leave-desk", people = 3) => {
    const helped = then(then(open(people), "9:10", { type: "call-next", desk: 1 }), "9:11", {
      type: "start",
      visit: person(1),
    });
    return then(then(helped, "9:20", { type: "pause", visit: person(1) }), "9:21", { type: going }, by(COLLEAGUE));
  };

  describe("a person handed over to this desk comes before the line", () => {
    test("the main button resumes their visit; calling somebody else is the secondary one", async () => {
      const { server } = await showTablet(handedOver());
      expect(screen.getByText("Le 1 vient d’une autre table.")).toBeInTheDocument();
      expect(button("Appeler le 2")).toBeEnabled();
      await tap("Reprendre avec le 1");
      expect(server.state.visits[0]).toMatchObject({ state: "serving", desk: 2 });
    });

    test("after calling somebody else the person stays visible, and comes before the line again", async () => {
      const { server } = await showTablet(handedOver());
      await tap("Appeler le 2");
      expect(screen.getByText("Le 1 vient d’une autre table.")).toBeInTheDocument();
      await tap("Commencer");
      expect(screen.getByText("Le 1 vient d’une autre table.")).toBeInTheDocument();
      expect(screen.queryByRole("button", { name: "Terminer et appeler le 3" })).toBeNull();
      await tap("Terminer et reprendre avec le 1");
      expect(server.state.visits).toMatchObject([
        { state: "serving", desk: 2 },
        { state: "done" },
        { state: "waiting" },
      ]);
    });
  });

  describe("a person who fetches a paper is shown at every desk once their desk was left or is on a break", () => {
    test.each(["leave-desk", "break"] as const)(
      "after %s there, the visit goes on at this desk in one tap, which calls them first",
      async (going) => {
        const { server } = await showTablet(nobodysDesk(going));
        expect(screen.getByText("Le 1 va revenir.")).toBeInTheDocument();
        await tap("Reprendre avec le 1");
        expect(server.state.visits[0]).toMatchObject({ state: "called", desk: 2 });
        await tap("Commencer");
        expect(server.state.visits[0]).toMatchObject({ state: "serving", desk: 2 });
      },
    );

    test("while somebody sits here, « back » makes the person next at any table", async () => {
      const busy = then(then(nobodysDesk(), "9:22", { type: "call-next", desk: 2 }), "9:23", {
        type: "start",
        visit: person(2),
      });
      const { server } = await showTablet(busy);
      expect(screen.queryByRole("button", { name: "Reprendre avec le 1" })).toBeNull();
      await tap("Le 1 est de retour");
      expect(server.state.visits[0]).toMatchObject({ state: "waiting", back: true });
      expect(button("Terminer et appeler le 1")).toBeEnabled();
    });

    test("a person whose desk is there belongs to that desk only", async () => {
      const helped = then(then(open(2), "9:10", { type: "call-next", desk: 1 }), "9:11", {
        type: "start",
        visit: person(1),
      });
      await showTablet(then(helped, "9:20", { type: "pause", visit: person(1) }));
      expect(screen.queryByText("Le 1 va revenir.")).toBeNull();
    });
  });

  test("the places of the acts are kept when the line is empty: « Terminer » stands where it stands when somebody comes", async () => {
    const serving = then(then(open(1), "9:10", { type: "call-next", desk: 2 }), "9:11", {
      type: "start",
      visit: person(1),
    });
    const { server } = await showTablet(serving);
    const row = (): HTMLElement => button(/^Terminer(?! et)/).parentElement!;
    expect([row().children.length, row().textContent]).toEqual([2, "Terminer sans appelerPersonne n’attend."]);
    server.becomes(then(server.state, "9:27", { type: "add-visit", visit: person(2) }));
    await passes(0);
    expect(button("Terminer et appeler le 2")).toBeInTheDocument();
    expect(row().children).toHaveLength(2);
  });
});

describe("people who go out and come back", () => {
  beforeEach(() => atTime("9:28"));

  describe("whose turn comes before the end is said as their phones say it", () => {
    const phones = (state: ReturnType<typeof open>): Record<string, number> => {
      const answers = boardOf(
        state,
        at("9:28"),
        paceOf(() => 20),
        true,
      )
        .follows.filter((follow) => follow.state === "waiting")
        .map(({ beforeClosing }) => beforeClosing);
      return Object.fromEntries(
        (["yes", "maybe", "no"] as const).map((answer) => [answer, answers.filter((one) => one === answer).length]),
      );
    };

    test("when all of them read yes, the tablet says so too", async () => {
      const line = open(3);
      await showTablet(line);
      expect(phones(line)).toEqual({ yes: 3, maybe: 0, no: 0 });
      expect(screen.getByText("Toutes devraient passer avant 12 h")).toBeInTheDocument();
    });

    test("when some read maybe, or no, it says for how many", async () => {
      const line = open(10, { span: { start: at("9:00"), end: at("10:20") } });
      await showTablet(line);
      const { yes, maybe, no } = phones(line);
      expect([yes, maybe, no].every((people) => people! > 0)).toBe(true);
      expect(
        screen.getByText(`Leur tour avant 10 h 20 ? ${yes} oui · ${maybe} peut-être · ${no} non`),
      ).toBeInTheDocument();
    });

    test("an answer that nobody reads is not counted", async () => {
      const line = open(3, { span: { start: at("9:00"), end: at("10:05") } });
      await showTablet(line);
      expect(phones(line)).toMatchObject({ no: 0 });
      expect(screen.getByText(/^Leur tour avant/)).not.toHaveTextContent("non");
    });
  });

  test("a person whose time away is over is listed as late, no longer as away", async () => {
    const out = then(open(2), "9:10", { type: "away", visit: person(2), until: at("9:20") });
    await showTablet(out);
    expect(screen.queryByText(/Revient à/)).toBeNull();
    expect(button(/^2.*Devait revenir à 9\sh\s20/)).toBeInTheDocument();
  });

  test("undoing « back » sends a person out again only if coming back was the mistake", async () => {
    const { server } = await showTablet(open(2));
    await tap(/^2.*depuis/);
    await tap("20 min");
    await tap(/^2.*Revient à/);
    await tap(/De retour avant/);
    expect(screen.queryByRole("button", { name: /^Annuler la sortie/ })).toBeNull();
    await tap(/^Annuler le retour du 2/);
    expect(server.state.visits[1]).toMatchObject({ state: "waiting", awayUntil: expect.anything() });
    await tap(/^Annuler la sortie du 2/);
    expect(server.state.visits[1]).not.toHaveProperty("awayUntil");
  });
});

describe("the answers whose turn comes before the end", () => {
  const minuteOf = (time: string): number => minutesBetween(at("9:00"), at(time)) + at("9:00") / 60_000;
  const LONG = { span: { start: at("9:00"), end: at("10:00") } };
  /** What the tablet says of the time before the end. */
  const told = (): string | undefined => screen.queryByText(/avant 10\sh\s?\?/u)?.textContent ?? undefined;

  beforeEach(() => atTime("9:10"));

  test("the answers that the server wrote into the page stand until another minute", async () => {
    const line = open(10, LONG);
    const answers = { yes: 1, maybe: 2, no: 7 };
    await showTablet(line, { answersAtFirst: { version: line.version, minute: minuteOf("9:10"), answers } });
    expect(told()).toMatch(/1 .*2 .*7 /u);
    await passes(1);
    expect(told()).not.toMatch(/1 .*2 .*7 /u);
    expect(told()).toBeDefined();
  });

  test("answers of another version of the line are not shown", async () => {
    const line = open(10, LONG);
    const answers = { yes: 1, maybe: 2, no: 7 };
    await showTablet(line, { answersAtFirst: { version: line.version - 1, minute: minuteOf("9:10"), answers } });
    expect(told()).not.toMatch(/1 .*2 .*7 /u);
  });

  test("after an act the last answers stand until those of the line as it is are worked out", async () => {
    const line = open(10, LONG);
    await showTablet(line);
    await passes(1);
    await passes(2);
    const before = told();
    fireEvent.click(button("Appeler le 1"));
    expect(button("Commencer")).toBeInTheDocument();
    expect(told()).toBe(before);
    await passes(1);
    expect(told()).not.toBe(before);
  });

  test("of acts that follow each other the answers are worked out once in two seconds, and then those of the last one", async () => {
    await showTablet(open(10, LONG));
    await passes(1);
    fireEvent.click(button("Appeler le 1"));
    await passes(1);
    const ofCall = told();
    fireEvent.click(button(/^\+ 1 personne/u));
    await passes(1);
    expect(told()).toBe(ofCall);
    await passes(1);
    await passes(1);
    expect(told()).not.toBe(ofCall);
  });
});
