import { screen } from "@testing-library/react";
import { atTime, button, passes, showTablet, tap } from "#tests/components/tablet/show-tablet.tsx";
import { atTheDoor, open, person, then } from "#tests/components/tablet/morning.ts";

const ENDS = /^La permanence devait finir à 12\sh/;

test("when its hour has come the tablet asks whether the half-day is closed, with the way to it", async () => {
  atTime("11:59:57");
  const { server } = await showTablet(open(1));
  expect(screen.queryByText(ENDS)).toBeNull();
  await passes(4);
  expect(screen.getByText(ENDS)).toBeInTheDocument();
  await tap("Fermer la permanence");
  expect(screen.getByRole("dialog", { name: "Fermer la permanence" })).toBeInTheDocument();
  expect(server.state.status).toBe("open");
});

test("nobody is asked before it was opened, nor once it is over", async () => {
  atTime("12:10");
  const { leave } = await showTablet(atTheDoor(1));
  expect(screen.queryByText(ENDS)).toBeNull();
  leave();
  await showTablet({ ...open(1), status: "closed" });
  expect(screen.queryByText(ENDS)).toBeNull();
});

test("one more person after the end is told to the team as the team's matter", async () => {
  atTime("12:10");
  await showTablet(open(1));
  await tap(/^\+ 1 personne/);
  expect(
    screen.getByText("On ne donne pas de numéro à cette heure. Notez : « Une personne repart sans numéro »."),
  ).toBeInTheDocument();
});

describe("somebody who goes without a number", () => {
  beforeEach(() => atTime("9:28"));

  test("is said to be counted for some seconds, so that nobody counts her twice to be sure", async () => {
    const { server } = await showTablet(open(1));
    await tap("Pause, fermer…");
    await tap("Une personne repart sans numéro");
    await tap("Il manque un papier");
    expect(screen.getByText("C’est compté : Il manque un papier.")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Il manque un papier" })).toBeNull();
    expect(server.received.filter(({ type }) => type === "turn-away")).toHaveLength(1);
    await passes(5);
    expect(screen.queryByRole("dialog")).toBeNull();
  });
});

describe("while somebody sits at the table", () => {
  const busy = () =>
    then(then(open(3), "9:20", { type: "call-next", desk: 2 }), "9:21", { type: "start", visit: person(1) });
  beforeEach(() => atTime("9:28"));

  test("the menu says why neither break nor leaving is offered", async () => {
    await showTablet(busy());
    await tap("Pause, fermer…");
    expect(screen.getByText("Pour la pause ou pour quitter, terminez d’abord avec le 1.")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Ma table en pause" })).toBeNull();
  });

  test("what can be done for somebody in line is not begun by what cannot", async () => {
    await showTablet(busy());
    await tap(/^3.*depuis/);
    expect(screen.getByText("Pour l’appeler, terminez d’abord avec le 1.")).toBeInTheDocument();
    expect(button("Donner la priorité")).toBeEnabled();
  });
});

test("on a phone the line is one touch away from the table", async () => {
  atTime("9:28");
  await showTablet(open(3));
  expect(screen.getByRole("link", { name: /^3 personnes attendent\s: voir la liste/ })).toHaveAttribute(
    "href",
    "#line",
  );
});
