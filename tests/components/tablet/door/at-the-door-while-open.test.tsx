import { screen } from "@testing-library/react";
import { atTime, button, passes, showTablet, tap } from "#tests/components/tablet/show-tablet.tsx";
import { atTheDoor, booked, COLLEAGUE, open, person, then } from "#tests/components/tablet/morning.ts";

beforeEach(() => atTime("8:57"));

/** A colleague has opened at table 1; I sit nowhere. */
const opened = (people: number, given = {}) =>
  then(atTheDoor(people, given), "8:56", { type: "open", desks: [{ desk: 1, conseiller: COLLEAGUE }] });

test("a colleague who opens does not send away whoever gives numbers at the door", async () => {
  const { server } = await showTablet(atTheDoor(2));
  server.becomes(then(server.state, "8:57", { type: "open", desks: [{ desk: 1, conseiller: COLLEAGUE }] }));
  await passes(0);
  expect(screen.getByRole("heading", { name: "Donner les numéros à la porte" })).toBeInTheDocument();
  await tap(/^\+ 1 personne/);
  expect(server.state.visits).toHaveLength(3);
  expect(screen.queryByRole("button", { name: /^Ouvrir/ })).toBeNull();
});

test("from there she takes a table, and from the tables she goes to the door", async () => {
  const { server } = await showTablet(opened(1));
  expect(screen.getByRole("heading", { name: "Choisissez votre table" })).toBeInTheDocument();
  await tap("Donner les numéros à la porte");
  await tap(/^\+ 1 personne/);
  expect(server.state.visits).toHaveLength(2);
  await tap("Prendre une table");
  await tap("Table 2 prévue pour vous");
  expect(button("Appeler le 1")).toBeEnabled();
});

test("at the door booked people are checked in, and the line is seen and helped, but not called", async () => {
  const { server } = await showTablet(opened(2, { expected: [booked(1, "9:30")] }));
  await tap("Donner les numéros à la porte");
  await tap(/^Rendez‑vous 9\sh\s30/);
  expect(server.state.visits).toHaveLength(3);
  await tap(/^2.*depuis/);
  expect(screen.queryByRole("button", { name: "C’est urgent" })).toBeNull();
  await tap("Ne veut plus attendre");
  expect(server.state.visits[1]).toMatchObject({ state: "left" });
});

test("who comes back through the door while her table rests is told from there", async () => {
  const helped = then(then(opened(1), "8:56:10", { type: "call-next", desk: 1 }), "8:56:20", {
    type: "start",
    visit: person(1),
  });
  const { server } = await showTablet(
    then(
      then(helped, "8:56:30", { type: "pause", visit: person(1) }),
      "8:56:40",
      { type: "break" },
      { conseiller: COLLEAGUE },
    ),
  );
  await tap("Donner les numéros à la porte");
  await tap("Le 1 est de retour");
  expect(server.state.visits[0]).toMatchObject({ state: "waiting", back: true });
});

test("whoever leaves her table is asked which she takes next", async () => {
  atTime("9:28");
  await showTablet(open(1));
  await tap("Pause, fermer…");
  await tap("Quitter la table 2");
  expect(screen.getByRole("heading", { name: "Choisissez votre table" })).toBeInTheDocument();
});
