import { screen } from "@testing-library/react";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { booked, ME, open, person, then } from "./morning.ts";
import { atTime, passes, showTablet, tap } from "./show-tablet.tsx";

beforeEach(() => atTime("9:20"));

const mine = { conseiller: ME };
const served = (people: number, given: Partial<LineState> = {}) =>
  then(
    then(open(people, given), "9:05", { type: "call-next", desk: 2 }, mine),
    "9:06",
    { type: "start", visit: person(1) },
    mine,
  );

test("priority for somebody who comes is one tap at a table", async () => {
  const { server } = await showTablet(served(2));
  await tap(/^\+ 1 priorité carte 3, passe d’abord/u);
  expect(server.state.visits[2]).toMatchObject({ number: 3, priority: true });
});

test("somebody leaves without a number in two taps, from a table and from the door", async () => {
  const { server, leave } = await showTablet(served(2));
  await tap("Une personne repart sans numéro");
  await tap("Trop de monde");
  expect(server.received.at(-1)).toMatchObject({ type: "turn-away", reason: "full" });
  leave();
  const { server: atDoor } = await showTablet(then(open(0), "9:00", { type: "leave-desk" }, mine));
  await tap(/^Donner les numéros/u);
  await tap("Une personne repart sans numéro");
  await tap("Langue");
  expect(atDoor.received.at(-1)).toMatchObject({ type: "turn-away", reason: "language" });
});

test("wherever numbers are given somebody leaves without one in two taps, also while one is on a break or chooses a table", async () => {
  const { server: onBreak, leave } = await showTablet(then(open(1), "9:10", { type: "break" }, mine));
  await tap("Une personne repart sans numéro");
  await tap("Trop de monde");
  expect(onBreak.received.at(-1)).toMatchObject({ type: "turn-away", reason: "full" });
  leave();
  const { server: choosing } = await showTablet(then(open(1), "9:10", { type: "leave-desk" }, mine));
  expect(screen.getByRole("heading", { name: "Choisissez votre table" })).toBeInTheDocument();
  await tap("Une personne repart sans numéro");
  await tap("Langue");
  expect(choosing.received.at(-1)).toMatchObject({ type: "turn-away", reason: "language" });
});

test("somebody counted by mistake is taken back", async () => {
  const { server } = await showTablet(served(2));
  await tap("Une personne repart sans numéro");
  await tap("Trop de monde");
  const { id } = server.received.at(-1) ?? {};
  await tap(/^Annuler/u);
  expect(server.received.at(-1)).toMatchObject({ type: "undo-turn-away", turnAway: id });
  expect(screen.queryByRole("dialog")).toBeNull();
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
    "with two appointments at one hour, whose topics somebody at the table could read",
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
