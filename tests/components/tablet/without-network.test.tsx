import { screen, fireEvent } from "@testing-library/react";
import { memoryOutbox } from "#components/tablet/device/outbox.ts";
import type { Command } from "#lib/queue/acts/acts.ts";
import { instant, SECOND } from "#lib/time/instant.ts";
import { FakeServer } from "./fake-server.ts";
import { atTime, button, later, listed, passes, showTablet, tap } from "./show-tablet.tsx";
import { at, atTheDoor, COLLEAGUE, ME, open, person, then, booked, quietMorning } from "./morning.ts";

describe("a tablet without network", () => {
  const serving = () =>
    then(then(open(3), "8:55", { type: "call-next", desk: 2 }), "8:56", { type: "start", visit: person(1) });
  const LOST = /^Sans réseau depuis/;

  beforeEach(() => atTime("8:51"));

  test("a lost connection is said plainly, with since when and what becomes of the work, which goes on", async () => {
    const { server } = await showTablet(atTheDoor(2));
    expect(screen.getByText("Tout est gardé")).toBeInTheDocument();
    server.cut();
    await passes(4);
    expect(screen.queryByText(LOST)).not.toBeInTheDocument();
    await passes(2);
    expect(
      screen.getByText(/^Sans réseau depuis 8 h 51\. Ce que vous avez fait est gardé et partira au retour\./),
    ).toBeInTheDocument();
    expect(screen.queryByText("Tout est gardé")).not.toBeInTheDocument();
    expect(screen.getByText(/L’autre table ne le voit pas\s: chacune appelle ses numéros\./)).toBeInTheDocument();
    for (const name of [/^\+ 1 personne/, /^\+ 1 priorité/, "Ouvrir la permanence et appeler le 1"])
      expect(button(name)).toBeEnabled();
  });

  test("where it is the only desk it says to go on as usual", async () => {
    const { server } = await showTablet(atTheDoor(2, { plannedDesks: 1 }));
    server.cut();
    await passes(6);
    expect(screen.getByText(/Continuez comme d’habitude\./)).toBeInTheDocument();
    expect(button("Ouvrir la permanence et appeler le 1")).toBeEnabled();
  });

  describe("once the network is back", () => {
    const cutOff = async () => {
      atTime("9:10");
      const shown = await showTablet(serving());
      shown.server.cut();
      await passes(6);
      await tap(/^Terminer(?! et)/);
      await tap("Appeler le 3");
      await later(1);
      expect(screen.getByText("2 actions gardées")).toBeInTheDocument();
      return shown;
    };

    test("the tablet says until the next act that all has gone, and a screen reader how much", async () => {
      const { server } = await cutOff();
      server.restore();
      await passes(1);
      expect(server.received.map(({ type }) => type)).toEqual(["finish", "call"]);
      expect(screen.getByText("C’est envoyé")).toBeInTheDocument();
      expect(screen.getByText("C’est envoyé : 2 actions enregistrées.")).toBeInTheDocument();
      expect(screen.queryByText("Tout est gardé")).toBeNull();
      await later(10);
      expect(screen.getByText("C’est envoyé")).toBeInTheDocument();
      await tap("Commencer");
      expect(screen.getByText("Tout est gardé")).toBeInTheDocument();
      expect(screen.queryByText(/C’est envoyé/)).toBeNull();
    });

    test("what the server has refused is not among them", async () => {
      const { server } = await cutOff();
      server.state = then(server.state, "9:11", { type: "call", visit: person(3), desk: 1 });
      server.restore();
      await passes(1);
      expect(screen.getByText("C’est envoyé : 1 action enregistrée.")).toBeInTheDocument();
      expect(button(/1 chose à vérifier$/)).toBeEnabled();
    });

    test("more acts than one request takes are said once all of them have gone", async () => {
      atTime("8:51");
      const line = atTheDoor(0);
      const server = new FakeServer(line);
      server.cut();
      const arrivals = Array.from({ length: 60 }, (_, index) => ({
        id: person(100 + index),
        at: instant(at("8:50") + index * SECOND),
        device: "tablet-2",
        conseiller: ME,
        type: "add-visit" as const,
        visit: person(1 + index),
      }));
      await showTablet(line, { server, kept: memoryOutbox(arrivals) });
      await passes(6);
      expect(screen.getByText("60 actions gardées")).toBeInTheDocument();
      server.restore();
      await passes(1);
      expect(server.received).toHaveLength(60);
      expect(screen.getByText("C’est envoyé : 60 actions enregistrées.")).toBeInTheDocument();
    });
  });

  test("a reading says that all was sent only when it was: neither at the return, before the acts are sent, nor with those of another tab", async () => {
    atTime("9:10");
    const { server, kept } = await showTablet(serving());
    await passes(60);
    const device = localStorage.getItem("permanences.device");
    expect(server.sentAll).not.toContain(null);
    expect(server.sentAll.at(-1)).toBe(device);
    server.cut();
    await passes(6);
    await tap(/^Terminer(?! et)/);
    server.refusesToWrite = true;
    server.sentAll.length = 0;
    server.restore();
    await passes(65);
    expect(new Set(server.sentAll)).toEqual(new Set([null]));
    server.refusesToWrite = false;
    await passes(65);
    expect(server.sentAll.at(-1)).toBe(device);
    const ofAnotherTab: Command = {
      id: "another",
      at: at("9:12"),
      device: "tablet",
      conseiller: ME,
      type: "give-numbers",
    };
    await kept.add([ofAnotherTab]);
    await passes(60);
    expect(server.sentAll.at(-1)).toBeNull();
  });

  test("a colleague's acts that are kept here do not hold up that", async () => {
    const theirs: Command = { id: "theirs", at: at("8:50"), device: "tablet", conseiller: COLLEAGUE, type: "break" };
    const { server } = await showTablet(atTheDoor(2), { kept: memoryOutbox([theirs]) });
    await passes(60);
    expect(server.sentAll.at(-1)).toBe(localStorage.getItem("permanences.device"));
  });

  test("a storage that never answers holds up no reading, and nothing is claimed of it", async () => {
    const silent = { ...memoryOutbox(), all: () => new Promise<never>(() => undefined) };
    const { server } = await showTablet(atTheDoor(2), { kept: silent });
    await passes(60);
    expect(server.reads).toBeGreaterThan(0);
    expect(new Set(server.sentAll)).toEqual(new Set([null]));
  });

  test("an act whose answer was lost is sent again with the same id and done once", async () => {
    atTime("9:10");
    const { server, kept } = await showTablet(serving());
    server.losesAnswers = true;
    await tap(/^Terminer(?! et)/);
    expect(
      screen.getByText(/^Le site ne répond pas depuis 9 h 10\. Continuez : tout est gardé ici\./),
    ).toBeInTheDocument();
    expect(screen.queryByText(/comme d’habitude/)).toBeNull();
    expect(screen.getByText("1 action gardée")).toBeInTheDocument();
    server.losesAnswers = false;
    await passes(5);
    expect(server.received.length).toBeGreaterThan(1);
    expect(new Set(server.received.map(({ id }) => id)).size).toBe(1);
    expect(server.state.visits[0]).toMatchObject({ state: "done" });
    expect([screen.queryByRole("button", { name: "Compris" }), ...(await listed())]).toEqual([null]);
    expect(await kept.all()).toEqual([]);
  });

  test("a signed-out conseiller reads so, signs in again, and the unsent acts are sent", async () => {
    atTime("9:10");
    const { server, kept, leave } = await showTablet(serving());
    server.signedIn = false;
    await tap(/^Terminer(?! et)/);
    expect(screen.getByText(/^Votre connexion est finie\. Ce que vous avez fait est gardé\./)).toBeInTheDocument();
    expect(screen.getByText("1 action gardée")).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Se connecter de nouveau" })).toHaveAttribute(
      "href",
      "/connexion?retour=x",
    );
    expect(await kept.all()).toHaveLength(1);
    leave();
    server.signedIn = true;
    await showTablet(server.state, { server, kept });
    await passes(0);
    expect(server.state.visits[0]).toMatchObject({ state: "done" });
  });

  describe("two tabs of one browser, which keep their acts in one place", () => {
    test("an act that the other tab has sent does not wait for good", async () => {
      atTime("9:10");
      const { server, kept } = await showTablet(serving());
      server.stops();
      await tap(/^Terminer(?! et)/);
      await passes(20);
      server.returns();
      await showTablet(server.state, { server, kept });
      await passes(10);
      expect(server.state.visits[0]).toMatchObject({ state: "done" });
      expect(screen.getAllByText("C’est envoyé")).toHaveLength(2);
      expect(new Set(server.received.map(({ id }) => id)).size).toBe(1);
    });

    test("what the server refused is said in the tab in which it was done", async () => {
      atTime("9:10");
      const { server, kept, shown } = await showTablet(serving());
      server.stops();
      await tap(/^Terminer(?! et)/);
      await passes(20);
      server.returns();
      server.state = then(server.state, "9:10", { type: "finish", visit: person(1) });
      await showTablet(server.state, { server, kept });
      await passes(10);
      expect(shown.getByRole("button", { name: /1 chose à vérifier$/u })).toBeInTheDocument();
      expect(await kept.all()).toEqual([]);
    });
  });

  test("unsent acts of a colleague wait for them: they are neither shown nor sent in another conseiller's name", async () => {
    atTime("9:10");
    const ofColleague: Command = {
      id: person(77),
      at: at("9:05"),
      device: "tablet-1",
      conseiller: COLLEAGUE,
      type: "finish",
      visit: person(1),
    };
    const { server, kept } = await showTablet(serving(), { kept: memoryOutbox([ofColleague]) });
    expect(button(/^Terminer(?! et)/)).toBeEnabled();
    await passes(70);
    expect(server.received).toEqual([]);
    expect(screen.getByText("Tout est gardé")).toBeInTheDocument();
    await tap(/^Terminer(?! et)/);
    expect(server.received.map(({ id }) => id)).not.toContain(ofColleague.id);
    expect(await kept.all()).toEqual([ofColleague]);
  });

  test("when a colleague signs in in the same browser, the open page sends nothing in their name and says so", async () => {
    atTime("9:10");
    const { server, kept } = await showTablet(serving());
    server.account = COLLEAGUE;
    await tap(/^Terminer(?! et)/);
    await passes(70);
    expect(server.received).toEqual([]);
    expect(screen.getByText(/^Votre connexion est finie\. Ce que vous avez fait est gardé\./)).toBeInTheDocument();
    expect(await kept.all()).toHaveLength(1);
  });

  test("the tablet sends a heartbeat every minute, so that the room's screen does not call the line out of date", async () => {
    const { server } = await showTablet(atTheDoor(1));
    const asked: string[] = [];
    const fetch = globalThis.fetch;
    globalThis.fetch = ((address: string, init: RequestInit) => (
      asked.push(address),
      fetch(address, init)
    )) as typeof globalThis.fetch;
    for (let beats = 0; beats < 9; beats += 1) {
      await passes(14);
      server.says("beat");
    }
    expect(asked.filter((address) => address.includes("/state")).length).toBeGreaterThanOrEqual(2);
    expect(server.received).toEqual([]);
  });
});

describe("calls without network", () => {
  describe("a call that has not reached the server", () => {
    const NOT_YET = "Le 1 n’est pas encore appelé à l’écran. Dites-le à voix haute.";

    test("is said to be so after two seconds without an answer; when it comes, the minutes begin", async () => {
      atTime("9:10");
      const { server } = await showTablet(open(2));
      let arrives = (): void => undefined;
      server.slow = new Promise((resolve) => (arrives = resolve));
      await tap("Appeler le 1");
      expect(screen.getByText(/^Encore 3 min 0 s/)).toBeInTheDocument();
      await passes(3);
      expect(screen.getByText(NOT_YET)).toBeInTheDocument();
      arrives();
      await passes(1);
      expect(screen.getByText(/^Encore 2 min 59 s/)).toBeInTheDocument();
    });

    test("gives nobody minutes to come while the network is gone", async () => {
      atTime("9:10");
      const { server } = await showTablet(open(2));
      server.cut();
      await tap("Appeler le 1");
      expect(screen.getByText(NOT_YET)).toBeInTheDocument();
      expect(screen.queryByText(/^Encore/)).toBeNull();
      await later(4);
      expect(screen.queryByText(/3 minutes sont passées/)).toBeNull();
      expect(button("Commencer")).toBeEnabled();
      server.restore();
      await passes(6);
      expect(screen.queryByText(NOT_YET)).toBeNull();
      expect(screen.getByText(/^Encore 2 min 5\d s/)).toBeInTheDocument();
    });

    test("is not said of a person called before the network was lost", async () => {
      atTime("9:10");
      const { server } = await showTablet(then(open(2), "9:09", { type: "call-next", desk: 2 }));
      server.cut();
      await passes(6);
      expect(screen.getByText(/^Encore 1 min/)).toBeInTheDocument();
    });
  });
});

describe("at work without network", () => {
  beforeEach(() => atTime("9:10"));

  test("of another desk it says only what it knows: with network what it does, without it nothing", async () => {
    const { server } = await showTablet(open(2));
    expect(screen.getByText(/^Table 1\s: pas d’aide en cours$/u)).toBeInTheDocument();
    server.cut();
    await passes(6);
    await tap("Appeler le 1");
    expect(screen.getByText(/^Table 1\s: pas de nouvelles pour l’instant$/u)).toBeInTheDocument();
    expect(screen.queryByText(/pas d’aide en cours/u)).toBeNull();
  });

  describe("numbers without network", () => {
    test("with another desk, they are those that were lent to this tablet, and no other has them", async () => {
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

    test("a single table gives ten of its own beside a phone at the door, and no card is wrong", async () => {
      const { server } = await showTablet(atTheDoor(2, { plannedDesks: 1 }));
      server.lends = true;
      await passes(61);
      server.cut();
      await passes(6);
      for (let given = 0; given < 10; given += 1) await tap(/^\+ 1 personne/);
      for (const phone of [3, 4])
        server.state = then(server.state, "9:12", { type: "add-visit", visit: person(phone) });
      server.restore();
      await passes(3);
      const own = Array.from({ length: 10 }, (_, index) => 101 + index);
      expect(server.state.visits.map(({ number }) => number)).toEqual([1, 2, 3, 4, ...own]);
      expect([screen.queryByRole("button", { name: "Compris" }), ...(await listed())]).toEqual([null]);
    });

    test("a number beyond the lent ones is said to be uncertain, before it is given and with the card in hand", async () => {
      const { server, leave } = await showTablet(atTheDoor(2, { plannedDesks: 1 }));
      const uncertain = (number: number) => screen.queryByText(new RegExp(`^Le ${number} n’est pas sûr`, "u"));
      expect(uncertain(3)).toBeNull();
      server.cut();
      await passes(6);
      expect(uncertain(3)).toBeVisible();
      await tap(/^\+ 1 personne/);
      expect(uncertain(3)).toBeVisible();
      server.restore();
      await passes(6);
      expect([uncertain(3), uncertain(4)]).toEqual([null, null]);
      leave();
      const { server: lending } = await showTablet(atTheDoor(2, { plannedDesks: 1 }));
      lending.lends = true;
      await passes(61);
      lending.cut();
      await passes(6);
      await tap(/^\+ 1 personne/);
      expect(screen.queryByText(/n’est pas sûr/u)).toBeNull();
    });

    test("one that was lent none yet has one wrong card when a phone took the number, and says which", async () => {
      const { server } = await showTablet(atTheDoor(2, { plannedDesks: 1 }));
      server.cut();
      await passes(6);
      for (let given = 0; given < 4; given += 1) await tap(/^\+ 1 personne/);
      server.state = then(server.state, "9:12", { type: "add-visit", visit: person(3) });
      await later(1);
      server.restore();
      await passes(6);
      expect(server.state.visits.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 141]);
      expect(await listed()).toEqual([expect.stringMatching(/Échangez la carte 3 contre la carte 141\.$/)]);
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
      const late = server.state.visits.find(({ number }) => number === 141);
      expect(given).toBe(0);
      expect(late?.joinedAt).toBeLessThan(at("9:11"));
      expect(await listed()).toEqual([
        expect.stringMatching(
          /la carte 3\. Le 3 était déjà pris.: c’est le 141\. \| Son numéro est le 141\. \| Échangez la carte 3 contre la carte 141\.$/,
        ),
      ]);
      expect(screen.queryByRole("button", { name: "Compris" })).toBeNull();
    });
  });

  describe("calls without network", () => {
    test("each desk calls its own numbers, in their order; a colleague who does the same meets nobody", async () => {
      const { server } = await showTablet(open(4));
      server.cut();
      await passes(6);
      await tap("Appeler le 1");
      await tap("Commencer");
      // The line says so too, and why: the 2 is the other desk's.
      expect(screen.getByText("Prochain").closest("button")).toHaveTextContent(/^3/);
      const rows = screen.getAllByRole("listitem").filter((row) => /depuis/u.test(row.textContent ?? ""));
      expect(rows.map((row) => /^\d|Pour la table \d/gu[Symbol.match](row.textContent ?? "")?.join())).toEqual([
        "2,Pour la table 1",
        "3",
        "4,Pour la table 1",
      ]);
      await tap("Terminer et appeler le 3");
      server.state = then(server.state, "9:11", { type: "call", visit: person(2), desk: 1, withoutNetwork: true });
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

    test("once its numbers are done it names whom to ask before it calls one of the other desk", async () => {
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
  });

  test("with network no row is said to be for another desk", async () => {
    const { server } = await showTablet(open(2));
    expect(screen.queryByText(/^Pour la table/u)).toBeNull();
    server.cut();
    await passes(6);
    expect(screen.getByText("Pour la table 1")).toBeInTheDocument();
  });

  test("who was handed over to another desk, which does not see it, is told to it", async () => {
    const { server } = await showTablet(open(2));
    await tap("Appeler le 1");
    await tap("Commencer");
    server.cut();
    await passes(6);
    await tap("Continuer à la table 1");
    expect(screen.getByText("Le 1 attend la table 1. Dites-le à cette table.")).toBeInTheDocument();
  });

  describe("a whole half-day without network, where it is the only desk", () => {
    test("is opened, held and closed, and is all there once the network is back", async () => {
      atTime("8:55");
      const { server } = await showTablet(quietMorning({ plannedDesks: 1 }), { plannedDesk: 1 });
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

  test("before it closes for everybody it asks whether the other desk has finished; who is not sure leaves their own desk", async () => {
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

  test("whose turn comes before the end is not known without the other desks, and the tablet says so instead of a count", async () => {
    const { server } = await showTablet(open(3));
    server.cut();
    await passes(6);
    expect(screen.getByText(/^Leur tour avant 12\sh\s\? On le dit quand le site répond\.$/)).toBeInTheDocument();
    server.restore();
    await passes(6);
    expect(screen.getByText(/^Toutes devraient passer/)).toBeInTheDocument();
  });
});
