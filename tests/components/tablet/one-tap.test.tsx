import { screen } from "@testing-library/react";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { booked, ME, open, person, then } from "./morning.ts";
import { atTime, passes, showTablet, tap, button } from "./show-tablet.tsx";

beforeEach(() => atTime("9:20"));

const mine = { conseiller: ME };
const served = (people: number, given: Partial<LineState> = {}) =>
  then(
    then(open(people, given), "9:05", { type: "call-next", desk: 2 }, mine),
    "9:06",
    { type: "start", visit: person(1) },
    mine,
  );

test("priority for somebody who comes is one tap at a desk", async () => {
  const { server } = await showTablet(served(2));
  await tap(/^\+ 1 priorité carte 3, passe d’abord/u);
  expect(server.state.visits[2]).toMatchObject({ number: 3, priority: true });
});

const GOES = "Une personne repart sans numéro";
const UNDO = "C’est compté. Annuler";

test("somebody leaves without a number in one tap: at a desk and at the door", async () => {
  const { server, leave } = await showTablet(served(2));
  await tap(GOES);
  expect(server.received.at(-1)).toMatchObject({ type: "turn-away", reason: "other" });
  leave();
  const { server: atDoor } = await showTablet(then(open(0), "9:00", { type: "leave-desk" }, mine));
  await tap(/^Donner les numéros/u);
  await tap(GOES);
  expect(atDoor.received.at(-1)).toMatchObject({ type: "turn-away", reason: "other" });
});

test("wherever numbers are given somebody leaves without one in one tap, also while one is on a break or chooses a desk", async () => {
  const { server: onBreak, leave } = await showTablet(then(open(1), "9:10", { type: "break" }, mine));
  await tap(GOES);
  expect(onBreak.received.at(-1)).toMatchObject({ type: "turn-away" });
  leave();
  const { server: choosing } = await showTablet(then(open(1), "9:10", { type: "leave-desk" }, mine));
  expect(screen.getByRole("heading", { name: "Choisissez votre table" })).toBeInTheDocument();
  await tap(GOES);
  expect(choosing.received.at(-1)).toMatchObject({ type: "turn-away" });
});

test("somebody counted by mistake is taken back in the same place, for ten seconds and until the next act", async () => {
  const { server } = await showTablet(served(2));
  await tap(GOES);
  const { id } = server.received.at(-1) ?? {};
  const place = button(UNDO);
  await tap(UNDO);
  expect(server.received.at(-1)).toMatchObject({ type: "undo-turn-away", turnAway: id });
  expect(button(GOES)).toBe(place);
  await passes(1);
  await tap(GOES);
  await tap(/^\+ 1 personne/u);
  expect(button(GOES)).toBeEnabled();
  await passes(1);
  await tap(GOES);
  await passes(9);
  expect(button(UNDO)).toBeEnabled();
  await passes(2);
  expect(button(GOES)).toBeEnabled();
  expect(server.received.map(({ type }) => type)).toEqual([
    "turn-away",
    "undo-turn-away",
    "turn-away",
    "add-visit",
    "turn-away",
  ]);
});

test("« personnes attendent » counts who is there; who is out or did not answer is said beside", async () => {
  let line = open(5);
  line = then(line, "9:05", { type: "away", visit: person(5), until: booked(1, "9:50").hour });
  line = then(line, "9:06", { type: "call-next", desk: 2 }, mine);
  line = then(line, "9:10", { type: "absent", visit: person(1) }, mine);
  await showTablet(line);
  expect(screen.getByRole("heading", { name: "3 personnes attendent · 2 pas là" })).toBeInTheDocument();
});

/** What a button says, without the seconds that run beside it. */
const labels = (): readonly string[] =>
  screen
    .getAllByRole("button")
    .filter((button) => button.closest("dialog") === null)
    .map((button) => (button.textContent ?? "").replace(/possible pendant.*/u, "").trim());

test.each([
  [
    "while somebody is called who got the last number here",
    async () => {
      await showTablet(open(0));
      await tap(/^\+ 1 personne/u);
      await tap("Appeler le 1");
    },
  ],
  [
    "after a pause, which can be taken back and from which one comes back",
    async () => {
      await showTablet(served(2));
      await tap("Sort un moment, garde sa place");
    },
  ],
  [
    "after the end of a help",
    async () => {
      await showTablet(served(3));
      await tap(/^Terminer(?! et)/u);
    },
  ],
  [
    "with two appointments at one hour, whose topics somebody at the desk could read",
    async () => {
      await showTablet(served(1, { expected: [booked(1, "9:30"), booked(2, "9:30")] }));
      await passes(1);
    },
  ],
  [
    "after a person was handed over from here",
    async () => {
      await showTablet(served(2));
      await tap("Continuer à la table 1");
    },
  ],
] as const)("no two buttons read the same %s", async (_, story) => {
  await story();
  const seen = labels();
  expect(seen.filter((label, index) => seen.indexOf(label) !== index)).toEqual([]);
});

describe("somebody who is to be fetched", () => {
  beforeEach(() => atTime("9:00:30"));

  const toFetch = (people: number) => then(open(people), "9:00", { type: "fetch", visit: person(1), on: true });

  test("one tap with the card in hand says that somebody goes to the person at their turn; another takes it off", async () => {
    const { server } = await showTablet(open(0));
    await tap(/^\+ 1 personne/u);
    await tap("Aller chercher le 1 à son tour");
    expect(server.state.visits[0]).toMatchObject({ toFetch: true });
    expect(screen.getByText("On va chercher cette personne")).toBeInTheDocument();
    await tap("Ne plus aller chercher le 1");
    expect(server.state.visits[0]).not.toHaveProperty("toFetch");
  });

  test("the call says whom to go and get, and « n’a pas répondu » is said only by who went to look", async () => {
    const { server } = await showTablet(toFetch(2));
    await tap("Appeler le 1");
    expect(screen.getByText("Allez chercher le 1, le soleil.")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /^N’a pas répondu/u })).toBeNull();
    await tap("Cherché, pas trouvé");
    expect(server.received.at(-1)).toMatchObject({ type: "absent", went: true });
    expect(server.state.visits[0]).toMatchObject({ state: "absent", toFetch: true });
  });

  test("to somebody who is called it is not said for their turn, which has come", async () => {
    const { server } = await showTablet(open(2));
    await tap("Appeler le 1");
    expect(screen.queryByRole("button", { name: /à son tour/u })).toBeNull();
    await tap("Aller chercher le 1 maintenant");
    expect(server.state.visits[0]).toMatchObject({ state: "called", toFetch: true });
    expect(screen.getByText("Allez chercher le 1, le soleil.")).toBeInTheDocument();
  });

  test("a call that is on this tablet only asks to fetch them too, and not to say the number aloud", async () => {
    const { server } = await showTablet(toFetch(2));
    server.slow = new Promise(() => undefined);
    await tap("Appeler le 1");
    await passes(4);
    expect(screen.getByText(/^Allez chercher le 1, le soleil\./u)).toBeInTheDocument();
    expect(screen.queryByText(/voix haute/u)).toBeNull();
  });

  test("three minutes after the call nobody is asked whether the person came", async () => {
    await showTablet(then(toFetch(2), "9:00", { type: "call-next", desk: 2 }, { conseiller: ME }));
    await passes(200);
    expect(screen.getByText("Allez chercher le 1, le soleil.")).toBeInTheDocument();
    expect(button("Commencer")).toBeEnabled();
  });
});
