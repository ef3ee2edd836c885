import { fireEvent, screen } from "@testing-library/react";
import { memoryOutbox } from "#components/tablet/device/outbox.ts";
import type { FakeServer } from "#tests/components/tablet/fake-server.ts";
import { atTime, button, passes, showTablet, tap } from "#tests/components/tablet/show-tablet.tsx";
import { atTheDoor, booked, open, person, quietMorning, then, COLLEAGUE } from "#tests/components/tablet/morning.ts";

describe("before the permanence is open", () => {
  beforeEach(() => atTime("8:57"));

  test("before anything, one touch begins to give the numbers", async () => {
    const { server } = await showTablet(quietMorning());
    await tap("Donner les numéros à la porte");
    expect(server.state.numbers).toBe("given");
    expect(screen.getByText("Prochaine carte à donner")).toBeInTheDocument();
    expect(screen.getByText("le soleil")).toBeInTheDocument();
  });

  test("who is here for the first time finds where to practise, until numbers are given", async () => {
    await showTablet(quietMorning());
    const practice = () => screen.queryByRole("link", { name: /^Première fois/u });
    expect(practice()).toHaveAttribute("href", "/conseiller/entrainement");
    await tap("Donner les numéros à la porte");
    expect(practice()).toBeNull();
  });

  test("the day before, nobody gives numbers by a slip of the finger", async () => {
    atTime("4:00");
    await showTablet(quietMorning());
    expect(button("Donner les numéros à la porte")).toBeDisabled();
    expect(screen.getByText("Vous donnerez les numéros le jour même, à partir de 6 h.")).toBeInTheDocument();
  });

  test("one touch a person: the number shown is the card to hand over, with its picture", async () => {
    const { server } = await showTablet(atTheDoor(7));
    expect(screen.getByText("8")).toBeInTheDocument();
    expect(screen.getByText("le sapin")).toBeInTheDocument();
    expect(screen.getByText("Prochaine carte à donner")).toBeInTheDocument();
    await tap(/^\+ 1 personne/);
    expect(screen.getByText("Dernière personne comptée : donnez-lui cette carte")).toBeInTheDocument();
    expect(screen.getByText("8")).toBeInTheDocument();
    expect(screen.getByText("le sapin")).toBeInTheDocument();
    expect(button(/^\+ 1 personne/)).toHaveTextContent("puis donnez la carte 9, la fleur");
    expect(server.state.visits).toHaveLength(8);
    expect(server.state.visits[7]).toMatchObject({ number: 8, priority: false });
  });

  test("the button says which card to hand over after the touch, and the page how many people wait", async () => {
    await showTablet(atTheDoor(7));
    expect(button(/^\+ 1 personne/)).toHaveTextContent("puis donnez la carte 8, le sapin");
    expect(screen.getByText("7 personnes attendent.")).toBeInTheDocument();
  });

  test("the number just given can be undone for a minute, then no more", async () => {
    const { server } = await showTablet(atTheDoor(6));
    expect(button("Rien à annuler")).toBeDisabled();
    await tap(/^\+ 1 personne/);
    await passes(50);
    expect(button(/^Annuler le 7/)).toHaveTextContent("possible pendant 10 s");
    await tap(/^Annuler le 7/);
    expect(server.state.visits[6]).toMatchObject({ state: "left", why: "given-by-mistake" });
    await tap(/^\+ 1 personne/);
    await passes(61);
    expect(button("Rien à annuler")).toBeDisabled();
  });

  test("once the number just given is sure, the page shows the next card again", async () => {
    await showTablet(atTheDoor(7));
    await tap(/^\+ 1 personne/);
    await passes(61);
    expect(screen.getByText("Prochaine carte à donner")).toBeInTheDocument();
    expect(screen.getByText("9")).toBeInTheDocument();
  });

  test("a booked person gets the card named on their row, like everybody else", async () => {
    await showTablet(atTheDoor(1, { expected: [booked(1, "9:30")] }));
    await tap(/^\+ 1 personne/);
    expect(screen.getByText("Dernière personne comptée : donnez-lui cette carte")).toBeInTheDocument();
    expect(button(/^Rendez‑vous 9\sh\s30/)).toHaveTextContent("puis donnez la carte 3, la maison");
    await tap(/^Rendez‑vous 9\sh\s30/);
    expect(screen.getByText("Dernière personne comptée : donnez-lui cette carte")).toBeInTheDocument();
    expect(screen.getByText("3")).toBeInTheDocument();
  });

  test("a number that a phone took at the door is not this tablet's to take back", async () => {
    await showTablet(then(atTheDoor(3), "8:56:50", { type: "add-visit", visit: person(4) }));
    expect(button("Rien à annuler")).toBeDisabled();
  });

  test("after a reload the number just given can still be undone", async () => {
    const { server, leave } = await showTablet(atTheDoor(6));
    await tap(/^\+ 1 personne/);
    leave();
    await showTablet(server.state, { server });
    expect(button(/^Annuler le 7/)).toBeEnabled();
  });

  describe("the card shown is this tablet's, also when others give numbers", () => {
    test("it stays to be handed over when a phone or a colleague takes the next, until I tap again", async () => {
      const { server } = await showTablet(atTheDoor(4));
      await tap(/^\+ 1 personne/);
      server.becomes(then(server.state, "8:57:03", { type: "add-visit", visit: person(6) }));
      await passes(1);
      expect(screen.getByText("Dernière personne comptée : donnez-lui cette carte")).toBeInTheDocument();
      expect(screen.getByText("5")).toBeInTheDocument();
      expect(button(/^\+ 1 personne/)).toHaveTextContent("puis donnez la carte 7");
      await tap(/^\+ 1 personne/);
      expect(screen.getByText("7")).toBeInTheDocument();
    });

    test("once it was undone, the card given before it is not shown again", async () => {
      await showTablet(atTheDoor(3));
      await tap(/^\+ 1 personne/);
      await tap(/^\+ 1 personne/);
      await tap(/^Annuler le 5/);
      expect(screen.getByText("Prochaine carte à donner")).toBeInTheDocument();
      expect(screen.getByText("6")).toBeInTheDocument();
    });

    test("the right card after a wrong one is named until that number is undone", async () => {
      const { server } = await showTablet(atTheDoor(7));
      server.state = then(server.state, "8:56:59", { type: "add-visit", visit: person(8) });
      await tap(/^\+ 1 personne/);
      expect(screen.getByText("Ce n’est pas le 8, c’est le 9. Donnez la carte 9.")).toBeInTheDocument();
      expect(screen.getByText("9")).toBeInTheDocument();
      await tap(/^Annuler le 9/);
      expect(screen.queryByText(/Donnez la carte 9/)).toBeNull();
    });
  });

  test("« Priorité » gives the number and lets the person pass", async () => {
    const { server } = await showTablet(atTheDoor(2));
    await tap(/^\+ 1 priorité/);
    expect(server.state.visits[2]).toMatchObject({ number: 3, priority: true });
    expect(button("Ouvrir la permanence et appeler le 3")).toBeEnabled();
  });

  test("a booked person is checked in by one tap on their hour", async () => {
    const { server } = await showTablet(atTheDoor(1, { expected: [booked(1, "9:30"), booked(2, "10:30")] }));
    await tap(/^Rendez‑vous 10\sh\s30\s: arrivée/);
    expect(server.state.visits[1]).toMatchObject({ number: 2, origin: { kind: "appointment", late: false } });
    expect(screen.queryByRole("button", { name: /^Rendez‑vous 10\sh\s30\s: arrivée/ })).not.toBeInTheDocument();
    expect(button(/^Rendez‑vous 9\sh\s30\s: arrivée/)).toBeInTheDocument();
  });

  test.each([
    ["the server had got the tap", (server: FakeServer) => void (server.losesAnswers = true)],
    ["the tap had not left", (server: FakeServer) => server.stops()],
  ])("the right card is named also when the page was loaded anew between tap and answer: %s", async (_, fails) => {
    const { server, kept, leave } = await showTablet(atTheDoor(7));
    server.state = then(server.state, "8:56:59", { type: "add-visit", visit: person(8) });
    fails(server);
    await tap(/^\+ 1 personne/);
    leave();
    server.losesAnswers = false;
    server.returns();
    await showTablet(server.state, { server, kept });
    await passes(1);
    expect(server.state.visits).toHaveLength(9);
    expect(screen.getByText("Ce n’est pas le 8, c’est le 9. Donnez la carte 9.")).toBeInTheDocument();
  });

  test("it stays named when the page is loaded anew after the answer, once, until it is confirmed", async () => {
    const RIGHT = "Ce n’est pas le 8, c’est le 9. Donnez la carte 9.";
    const { server, kept, leave } = await showTablet(atTheDoor(7));
    server.state = then(server.state, "8:56:59", { type: "add-visit", visit: person(8) });
    await tap(/^\+ 1 personne/);
    expect(screen.getByText(RIGHT)).toBeInTheDocument();
    expect(await kept.all()).toEqual([]);
    leave();
    const again = await showTablet(server.state, { server, kept });
    expect(screen.getAllByText(RIGHT)).toHaveLength(1);
    await tap("Compris");
    expect(screen.queryByText(RIGHT)).toBeNull();
    again.leave();
    await showTablet(server.state, { server, kept });
    expect(screen.queryByText(RIGHT)).toBeNull();
  });

  test("it is kept before the act leaves the storage: it is named also when the page ends in between", async () => {
    const RIGHT = "Ce n’est pas le 8, c’est le 9. Donnez la carte 9.";
    const storage = memoryOutbox();
    const { server, leave } = await showTablet(atTheDoor(7), {
      kept: { ...storage, remove: (ids) => storage.remove(ids).then(() => new Promise(() => undefined)) },
    });
    server.state = then(server.state, "8:56:59", { type: "add-visit", visit: person(8) });
    server.refusesToFollow();
    await tap(/^\+ 1 personne/);
    leave();
    await showTablet(server.state, { server, kept: storage });
    await passes(1);
    expect(server.state.visits).toHaveLength(9);
    expect(screen.getAllByText(RIGHT)).toHaveLength(1);
    expect(await storage.all()).toEqual([]);
  });

  test("opening confirms the permanence, takes my desk and calls the first", async () => {
    const { server } = await showTablet(atTheDoor(3));
    await tap("Ouvrir la permanence et appeler le 1");
    expect(server.state).toMatchObject({ status: "open", desks: [{ number: 2, state: "present" }] });
    expect(server.state.visits[0]).toMatchObject({ state: "called", desk: 2 });
    expect(screen.getByRole("region", { name: "On appelle le 1" })).toBeInTheDocument();
  });

  test("with two desks free, another desk than the planned one can be chosen", async () => {
    const { server } = await showTablet(atTheDoor(1));
    fireEvent.click(screen.getByRole("radio", { name: "Table 1" }));
    await passes(0);
    await tap("Ouvrir la permanence et appeler le 1");
    expect(server.state.visits[0]).toMatchObject({ state: "called", desk: 1 });
  });

  test("with nobody at the door, opening calls nobody", async () => {
    const { server } = await showTablet(atTheDoor(0));
    await tap("Ouvrir la permanence");
    expect(server.state.status).toBe("open");
    expect(screen.getByRole("region", { name: "Personne n’attend." })).toBeInTheDocument();
  });

  test("a conseiller who comes when it is open already chooses a desk first", async () => {
    const line = then(atTheDoor(2), "8:56", {
      type: "open",
      desks: [{ desk: 2, conseiller: "01990000-0000-7000-8000-0000000000a2" }],
    });
    const { server } = await showTablet(line);
    expect(screen.queryByRole("button", { name: "Table 2" })).not.toBeInTheDocument();
    await tap("Table 1");
    expect(server.state.desks).toMatchObject([
      { number: 1, state: "present" },
      { number: 2, state: "present" },
    ]);
    expect(button("Appeler le 1")).toBeEnabled();
  });

  test("a permanence that is over offers the way back and nothing else", async () => {
    await showTablet({ ...open(1), status: "closed" });
    expect(screen.getByRole("link", { name: "Voir mes permanences" })).toHaveAttribute("href", "/conseiller");
    expect(screen.queryByRole("button", { name: /personne/ })).not.toBeInTheDocument();
  });
});

describe("while the permanence is open", () => {
  beforeEach(() => atTime("8:57"));

  /** A colleague has opened at desk 1; this conseiller has no desk. */
  const opened = (people: number, given = {}) =>
    then(atTheDoor(people, given), "8:56", { type: "open", desks: [{ desk: 1, conseiller: COLLEAGUE }] });

  test("a colleague who opens does not end giving numbers at the door", async () => {
    const { server } = await showTablet(atTheDoor(2));
    server.becomes(then(server.state, "8:57", { type: "open", desks: [{ desk: 1, conseiller: COLLEAGUE }] }));
    await passes(0);
    expect(screen.getByRole("heading", { name: "Donner les numéros à la porte" })).toBeInTheDocument();
    await tap(/^\+ 1 personne/);
    expect(server.state.visits).toHaveLength(3);
    expect(screen.queryByRole("button", { name: /^Ouvrir/ })).toBeNull();
  });

  test("the conseiller goes from the door to a desk, and from the desks to the door", async () => {
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

  test("a person who comes back while their desk is on a break is announced from the door", async () => {
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
});
