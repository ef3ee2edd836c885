import { fireEvent, screen } from "@testing-library/react";
import { at, atTheDoor, booked, open, person, quietMorning, then } from "./morning.ts";
import { atTime, later, listed, passes, showTablet, tap } from "./show-tablet.tsx";

beforeEach(() => atTime("9:10"));

test("of another table it says only what it knows: with network what it does, without it nothing", async () => {
  const { server } = await showTablet(open(2));
  expect(screen.getByText(/^Table 1\s: pas d’aide en cours$/u)).toBeInTheDocument();
  server.cut();
  await passes(6);
  await tap("Appeler le 1");
  expect(screen.getByText(/^Table 1\s: pas de nouvelles pour l’instant$/u)).toBeInTheDocument();
  expect(screen.queryByText(/pas d’aide en cours/u)).toBeNull();
});

describe("numbers without network", () => {
  test("with another table, they are those that were lent to this tablet, and no other has them", async () => {
    const { server } = await showTablet(open(2));
    server.lends = true;
    await passes(61);
    server.cut();
    await passes(6);
    await tap(/^\+ 1 personne/);
    await tap(/^\+ 1 personne/);
    server.state = then(server.state, "9:12", { type: "add-visit", visit: person(3) });
    server.restore();
    await passes(3);
    expect(server.state.visits.map(({ number }) => number)).toEqual([1, 2, 3, 101, 102]);
    expect([screen.queryByRole("button", { name: "Compris" }), ...(await listed())]).toEqual([null]);
  });

  test("the number of a booked person stays theirs while the server has them by another tablet, and takes no act of this one", async () => {
    const { server } = await showTablet(open(2, { expected: [booked(1, "9:30")] }));
    server.lends = true;
    await passes(61);
    server.cut();
    await passes(6);
    await tap(/^Rendez.vous 9\sh\s30\s: arrivée/u);
    server.refusesToWrite = true;
    server.state = then(server.state, "9:12", {
      type: "check-in",
      appointment: booked(1, "9:30").id,
      visit: person(3),
    });
    server.restore();
    await passes(6);
    server.cut();
    await passes(6);
    await tap(/^\+ 1 personne/);
    server.state = then(server.state, "9:13", { type: "undo", command: server.state.undoable.at(-1)?.command ?? "" });
    server.refusesToWrite = false;
    server.restore();
    await passes(6);
    expect(server.state.visits.map(({ number }) => number)).toEqual([1, 2, 3, 101, 102]);
  });

  test("where it is the only table they go on with the next ones", async () => {
    const { server } = await showTablet(atTheDoor(2, { plannedDesks: 1 }));
    server.lends = true;
    await passes(61);
    server.cut();
    await passes(6);
    await tap(/^\+ 1 personne/);
    server.restore();
    await passes(3);
    expect(server.state.visits.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(server.state.leases).toEqual([]);
  });

  test("whoever is given one keeps the moment they came, and the tablet says which card they have when somebody else has that number", async () => {
    const { server } = await showTablet(atTheDoor(2, { plannedDesks: 1 }));
    server.cut();
    await passes(6);
    await tap(/^\+ 1 personne/);
    const given = server.received.length;
    await later(10);
    server.state = then(server.state, "9:15", { type: "add-visit", visit: person(3) });
    server.restore();
    await passes(6);
    const late = server.state.visits.find(({ number }) => number === 4);
    expect(given).toBe(0);
    expect(late?.joinedAt).toBeLessThan(at("9:11"));
    expect(await listed()).toEqual([
      expect.stringMatching(
        /la carte 3\. Le 3 était déjà pris.: c’est le 4\. \| Son numéro est le 4\. \| Échangez la carte 3 contre la carte 4\.$/,
      ),
    ]);
    expect(screen.queryByRole("button", { name: "Compris" })).toBeNull();
  });

  test("a booked person is checked in, and is not late for when the network is back", async () => {
    const { server } = await showTablet(atTheDoor(1, { plannedDesks: 1, expected: [booked(1, "9:15")] }));
    server.cut();
    await passes(6);
    await tap(/^Rendez.vous 9.h.15 arrivé|arrivé/u);
    await later(30);
    server.restore();
    await passes(6);
    expect(server.state.visits.at(-1)).toMatchObject({ number: 2, origin: { kind: "appointment", late: false } });
  });
});

describe("calls without network", () => {
  test("each table calls its own numbers, in their order; a colleague who does the same meets nobody", async () => {
    const { server } = await showTablet(open(4));
    server.cut();
    await passes(6);
    await tap("Appeler le 1");
    await tap("Commencer");
    // The line says so too, and why: the 2 is the other table's.
    expect(screen.getByText("Prochain").closest("button")).toHaveTextContent(/^3/);
    const rows = screen.getAllByRole("listitem").filter((row) => /depuis/u.test(row.textContent ?? ""));
    expect(rows.map((row) => /^\d|Pour la table \d/gu[Symbol.match](row.textContent ?? "")?.join())).toEqual([
      "2,Pour la table 1",
      "3",
      "4,Pour la table 1",
    ]);
    await tap("Terminer et appeler le 3");
    server.state = then(server.state, "9:11", { type: "call", visit: person(2), desk: 1, fromHand: true });
    server.restore();
    await passes(6);
    expect(server.state.visits).toMatchObject([
      { state: "done" },
      { state: "called", desk: 1 },
      { state: "called", desk: 2 },
      { state: "waiting" },
    ]);
    expect([screen.queryByRole("button", { name: "Compris" }), ...(await listed())]).toEqual([null]);
  });

  test("once its numbers are done it names whom to ask before it calls one of the other table", async () => {
    const { server } = await showTablet(open(2));
    server.cut();
    await passes(6);
    await tap("Appeler le 1");
    await tap("N’a pas répondu");
    await passes(1);
    await tap("Appeler le 1");
    await tap("Commencer");
    await tap(/^Terminer(?! et)/);
    expect(screen.getByRole("heading", { name: "Vos numéros sont finis." })).toBeInTheDocument();
    expect(screen.getByText("La table 1 a peut-être déjà appelé le 2. Demandez-lui d’abord.")).toBeInTheDocument();
    await tap("Appeler le 2");
    server.restore();
    await passes(6);
    expect(server.state.visits[1]).toMatchObject({ state: "called", desk: 2 });
  });

  test("whoever was alone when the network went calls anybody in turn, however many tables are planned", async () => {
    const { server } = await showTablet(atTheDoor(3, { plannedDesks: 3 }));
    await tap("Ouvrir la permanence et appeler le 1");
    await tap("Commencer");
    await passes(6);
    server.cut();
    await passes(6);
    expect(screen.getByText(/Continuez comme d’habitude\./)).toBeInTheDocument();
    expect(screen.queryByText(/^Pour la table/u)).toBeNull();
    for (const number of [2, 3]) {
      await tap(/^Terminer(?! et)/);
      await tap(`Appeler le ${number}`);
      await tap("Commencer");
    }
    server.restore();
    await passes(6);
    expect(server.state.visits).toMatchObject([{ state: "done" }, { state: "done" }, { state: "serving" }]);
  });

  test("whom a colleague had called is told to be, and stays with them", async () => {
    const { server } = await showTablet(open(1));
    server.cut();
    await passes(6);
    await tap("Appeler le 1");
    server.state = then(server.state, "9:10:30", { type: "call-next", desk: 1 });
    await passes(60);
    server.restore();
    await passes(6);
    expect(server.state.visits[0]).toMatchObject({ state: "called", desk: 1 });
    await tap(/1 chose à vérifier$/u);
    expect(screen.getByRole("listitem", { name: "Numéro 1" })).toHaveTextContent("Dites au 1 d’aller à la table 1.");
  });
});

test("with network no row is said to be for another table", async () => {
  const { server } = await showTablet(open(2));
  expect(screen.queryByText(/^Pour la table/u)).toBeNull();
  server.cut();
  await passes(6);
  expect(screen.getByText("Pour la table 1")).toBeInTheDocument();
});

test("who was handed over to another table, which does not see it, is told to it", async () => {
  const { server } = await showTablet(open(2));
  await tap("Appeler le 1");
  await tap("Commencer");
  server.cut();
  await passes(6);
  await tap("Continuer à la table 1");
  expect(screen.getByText("Le 1 attend la table 1. Dites-le à cette table.")).toBeInTheDocument();
});

describe("a whole half-day without network, where it is the only table", () => {
  test("is opened, held and closed, and is all there once the network is back", async () => {
    atTime("8:55");
    const { server } = await showTablet(quietMorning({ plannedDesks: 1 }), { plannedTable: 1 });
    server.cut();
    await passes(6);
    await tap("Donner les numéros à la porte");
    await tap(/^\+ 1 personne/);
    await tap(/^\+ 1 personne/);
    await tap("Ouvrir la permanence et appeler le 1");
    await tap("Commencer");
    await later(10);
    await tap("Terminer et appeler le 2");
    await tap("Commencer");
    await later(10);
    await tap(/^Terminer(?! et)/);
    await tap("Pause, fermer…");
    await tap("Fermer la permanence");
    await tap("Fermer la permanence");
    server.restore();
    await passes(10);
    expect(server.state.status).toBe("closed");
    expect(server.state.visits.map(({ number, state }) => [number, state])).toEqual([
      [1, "done"],
      [2, "done"],
    ]);
  });
});

test("before it closes for everybody it asks whether the other table has finished; who is not sure leaves their own table", async () => {
  const { server } = await showTablet(open(0));
  server.cut();
  await passes(6);
  await tap("Pause, fermer…");
  await tap("Fermer la permanence");
  expect(screen.getByText("La table 1 a fini ?")).toBeInTheDocument();
  await tap(/^Non, quitter ma table\s2$/);
  server.restore();
  await passes(6);
  expect(server.state).toMatchObject({ status: "open", desks: [{ state: "present" }, { state: "left" }] });
});

test("a message is kept, and said not to have left", async () => {
  const { server } = await showTablet(open(1));
  server.cut();
  await passes(6);
  await tap("Pause, fermer…");
  fireEvent.change(screen.getByRole("textbox"), { target: { value: "La borne est en panne." } });
  await tap("Afficher");
  expect(screen.getByText(/^Message gardé, pas encore parti/)).toBeInTheDocument();
  server.restore();
  await passes(6);
  expect(screen.getByText(/^Affiché dans la salle/)).toBeInTheDocument();
  expect(server.state.message).toBe("La borne est en panne.");
});

test("a message that has not left when the half-day is closed here does not leave any more, and closing says so", async () => {
  const { server } = await showTablet(open(0));
  server.stops();
  await passes(20);
  await tap("Pause, fermer…");
  fireEvent.change(screen.getByRole("textbox"), { target: { value: "La borne est en panne." } });
  await tap("Afficher");
  await tap("Pause, fermer…");
  await tap("Fermer la permanence");
  await tap("Oui, fermer la permanence");
  expect(screen.getByText(/^Votre message à la salle n’est pas parti/)).toBeInTheDocument();
  await tap("Fermer la permanence");
  expect(screen.queryByText(/La borne est en panne/)).not.toBeInTheDocument();
  expect(screen.getByText(/^Le site ne répond pas depuis/)).not.toHaveTextContent("Continuez");
  server.returns();
  await passes(20);
  expect(server.received.map(({ type }) => type)).toEqual(["close"]);
  expect(server.state).toMatchObject({ status: "closed" });
});

test("that a message is taken away is sent all the same, also before the close", async () => {
  const { server } = await showTablet(then(open(0), "9:01", { type: "announce", message: "La borne est en panne." }));
  server.cut();
  await passes(6);
  await tap("Enlever le message");
  await tap("Pause, fermer…");
  await tap("Fermer la permanence");
  await tap("Oui, fermer la permanence");
  await tap("Fermer la permanence");
  server.restore();
  await passes(6);
  expect(server.state).toMatchObject({ status: "closed" });
  expect(server.state).not.toHaveProperty("message");
});

test("whose turn comes before the end is not known without the other tables, and the tablet says so instead of a count", async () => {
  const { server } = await showTablet(open(3));
  server.cut();
  await passes(6);
  expect(screen.getByText(/^Leur tour avant 12\sh\s\? On le dit quand le site répond\.$/)).toBeInTheDocument();
  server.restore();
  await passes(6);
  expect(screen.getByText(/^Toutes devraient passer/)).toBeInTheDocument();
});
