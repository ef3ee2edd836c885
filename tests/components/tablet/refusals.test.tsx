import { fireEvent, screen } from "@testing-library/react";
import { atTime, button, passes, showTablet, tap } from "#tests/components/tablet/show-tablet.tsx";
import { atTheDoor, COLLEAGUE, ME, open, person, then } from "#tests/components/tablet/morning.ts";

beforeEach(() => atTime("9:10"));

test("two tables call one person: the second reads where that person is, and sees who is next", async () => {
  const { server } = await showTablet(open(3));
  server.state = then(server.state, "9:09", { type: "call-next", desk: 1 });
  await tap("Appeler le 1");
  expect(screen.getByText("Le 1 est déjà appelé à la table 1.")).toBeInTheDocument();
  expect(button("Appeler le 2")).toBeEnabled();
  expect(server.state.visits[1]).toMatchObject({ state: "waiting" });
});

test("the sentence goes when the conseiller goes on", async () => {
  const { server } = await showTablet(open(3));
  server.state = then(server.state, "9:09", { type: "call-next", desk: 1 });
  await tap("Appeler le 1");
  await tap("Appeler le 2");
  expect(screen.queryByText(/déjà appelé/)).not.toBeInTheDocument();
});

test("refusals are spoken as they come", async () => {
  const { server } = await showTablet(open(3));
  server.state = then(server.state, "9:09", { type: "call-next", desk: 1 });
  await tap("Appeler le 1");
  expect(screen.getByText(/déjà appelé/).closest("[role=status]")).toBeInTheDocument();
});

test("« Terminer et appeler » finishes although somebody else was faster to call", async () => {
  const serving = then(then(open(3), "9:01", { type: "call-next", desk: 2 }), "9:02", {
    type: "start",
    visit: person(1),
  });
  const { server } = await showTablet(serving);
  server.state = then(server.state, "9:09", { type: "call-next", desk: 1 });
  await tap("Terminer et appeler le 2");
  expect(server.state.visits[0]).toMatchObject({ state: "done" });
  expect(screen.getByText("Le 2 est déjà appelé à la table 1.")).toBeInTheDocument();
  expect(button("Appeler le 3")).toBeEnabled();
});

test("« Terminer et appeler » of somebody whose help has ended meanwhile says of both that it was not done: the help, and the call", async () => {
  const serving = then(then(open(2), "9:01", { type: "call-next", desk: 2 }), "9:02", {
    type: "start",
    visit: person(1),
  });
  const { server } = await showTablet(serving);
  server.state = then(server.state, "9:09", { type: "finish", visit: person(1) }, { conseiller: ME });
  await tap("Terminer et appeler le 2");
  expect(server.received.map(({ type }) => type)).toEqual(["finish"]);
  expect(screen.getByText("Le 1 a changé entre-temps. Regardez la liste.")).toBeInTheDocument();
  expect(screen.getByText("L’appel du 2 n’a pas été gardé.")).toBeInTheDocument();
  expect(button("Appeler le 2")).toBeEnabled();
});

test("when opening fails because the table is taken, one sentence says so, not two", async () => {
  atTime("8:57");
  const { server } = await showTablet(atTheDoor(2));
  server.state = then(server.state, "8:56:50", { type: "open", desks: [{ desk: 2, conseiller: COLLEAGUE }] });
  await tap("Ouvrir la permanence et appeler le 1");
  expect(
    screen.getByText("Cette table est prise. Terminez d’abord, ou choisissez une autre table."),
  ).toBeInTheDocument();
  expect(screen.getAllByRole("button", { name: "Compris" })).toHaveLength(1);
  expect(server.received.map(({ type }) => type)).toEqual(["open"]);
  expect(server.state.visits[0]).toMatchObject({ state: "waiting" });
  expect(button("Table 1")).toBeEnabled();
});

test("who has somebody at a table of another half-day reads which one, with the way to it, and sits at no table here", async () => {
  const there = "01990000-0000-7000-8000-00000000bbbb";
  const { server } = await showTablet(
    then(atTheDoor(2), "9:00", { type: "open", desks: [{ desk: 1, conseiller: COLLEAGUE }] }),
  );
  server.sitsElsewhere = { permanence: there, place: "Hautepierre", day: "2026-09-04", desk: 3 };
  await tap(/^Table 2/);
  expect(
    screen.getByText(/^Une personne est encore à votre table 3\s: Hautepierre, vendredi 4 septembre\./),
  ).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "La terminer d’abord" })).toHaveAttribute(
    "href",
    `/conseiller/permanences/${there}`,
  );
  expect(button(/^Table 2/)).toBeEnabled();
});

test("an act at a table that a colleague has by now is not undone, and the sentence says why", async () => {
  const serving = then(then(open(2), "9:01", { type: "call-next", desk: 2 }), "9:02", {
    type: "start",
    visit: person(1),
  });
  const { server } = await showTablet(serving);
  await tap(/^Terminer(?! et)/);
  const moved = then(server.state, "9:10:01", { type: "take-desk", desk: 3, conseiller: ME });
  server.becomes(then(moved, "9:10:02", { type: "take-desk", desk: 2, conseiller: COLLEAGUE }));
  await passes(3);
  await tap(/^Annuler «\sTerminer\s» pour le 1/);
  expect(screen.getByText("La table a changé depuis. Cela ne s’annule plus.")).toBeInTheDocument();
  expect(server.state.visits[0]).toMatchObject({ state: "done" });
});

test("the sheet of a person closes when somebody calls them", async () => {
  const { server } = await showTablet(open(2));
  await tap(/^1.*depuis/);
  expect(screen.getByRole("dialog", { name: "Numéro 1" })).toBeInTheDocument();
  server.becomes(then(server.state, "9:09", { type: "call-next", desk: 1 }));
  await passes(0);
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
});

test("the line follows what other tablets do, without a touch", async () => {
  const { server } = await showTablet(open(2));
  server.becomes(then(server.state, "9:09", { type: "call-next", desk: 1 }));
  await passes(0);
  expect(button("Appeler le 2")).toBeEnabled();
  expect(screen.getByText("Table 1 : on appelle le 1")).toBeInTheDocument();
});

test("an answer that comes late never puts an older line over a newer one", async () => {
  const { server } = await showTablet(open(2));
  const older = server.state;
  server.becomes(then(older, "9:09", { type: "call-next", desk: 1 }));
  await passes(0);
  server.state = older;
  await passes(60);
  expect(button("Appeler le 2")).toBeEnabled();
});

test("the name under a finger that rests changes: nobody is called whose number was not read", async () => {
  const { server } = await showTablet(open(3));
  await passes(1);
  fireEvent.pointerDown(button("Appeler le 1"));
  server.becomes(then(server.state, "9:09", { type: "call-next", desk: 1 }));
  await passes(0.5);
  fireEvent.click(button("Appeler le 2"), { detail: 1 });
  await passes(0);
  expect(server.state.visits[1]).toMatchObject({ state: "waiting" });
  expect(screen.getByText("Le 1 est déjà appelé à la table 1.")).toBeInTheDocument();
});

test("by the keyboard the button does what it says", async () => {
  const { server } = await showTablet(open(3));
  await passes(1);
  fireEvent.pointerDown(button("Appeler le 1"));
  server.becomes(then(server.state, "9:09", { type: "call-next", desk: 1 }));
  await passes(0.5);
  await passes(1);
  fireEvent.click(button("Appeler le 2"), { detail: 0 });
  await passes(0);
  expect(server.state.visits[1]).toMatchObject({ state: "called", desk: 2 });
});

test("a conseiller who still serves somebody at another permanence reads so, with a link there", async () => {
  const { server } = await showTablet(open(1));
  server.refusesNext = "desk-busy";
  await tap("Appeler le 1");
  expect(screen.getByText(/^Une personne est encore avec vous dans une autre permanence\./)).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "La terminer d’abord" })).toHaveAttribute("href", "/conseiller");
});
