import { screen } from "@testing-library/react";
import { memoryOutbox } from "#components/tablet/device/outbox.ts";
import type { Command } from "#lib/queue/acts/acts.ts";
import { instant, SECOND } from "#lib/time/instant.ts";
import { FakeEventSource } from "#tests/components/queue/fake-event-source.ts";
import { FakeServer } from "#tests/components/tablet/fake-server.ts";
import { atTime, button, later, listed, passes, showTablet, tap } from "#tests/components/tablet/show-tablet.tsx";
import { at, atTheDoor, COLLEAGUE, ME, open, person, then } from "#tests/components/tablet/morning.ts";

describe("a tablet without network", () => {
  const serving = () =>
    then(then(open(3), "8:55", { type: "call-next", desk: 2 }), "8:56", { type: "start", visit: person(1) });
  const LOST = /^Sans réseau depuis/;

  beforeEach(() => atTime("8:51"));

  test("a lost connection is said plainly, with since when and what becomes of the work", async () => {
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
  });

  test("it goes on, and says that the other table does not see it", async () => {
    const { server } = await showTablet(atTheDoor(2));
    server.cut();
    await passes(6);
    expect(screen.getByText(/L’autre table ne le voit pas\s: chacune appelle ses numéros\./)).toBeInTheDocument();
    for (const name of [/^\+ 1 personne/, /^\+ 1 priorité/, "Ouvrir la permanence et appeler le 1"])
      expect(button(name)).toBeEnabled();
  });

  test("where it is the only table it says to go on as usual", async () => {
    const { server } = await showTablet(atTheDoor(2, { plannedDesks: 1 }));
    server.cut();
    await passes(6);
    expect(screen.getByText(/Continuez comme d’habitude\./)).toBeInTheDocument();
    expect(button("Ouvrir la permanence et appeler le 1")).toBeEnabled();
  });

  test("the person at the table can be finished without network; it is kept and sent once when the network is back", async () => {
    atTime("9:10");
    const { server, kept } = await showTablet(serving());
    server.cut();
    await passes(6);
    await tap(/^Terminer(?! et)/);
    expect(button("Appeler le 3")).toBeEnabled();
    await later(2);
    expect(await kept.all()).toMatchObject([{ type: "finish", visit: person(1) }]);
    expect(screen.getByText("1 action gardée")).toBeInTheDocument();
    server.restore();
    await passes(1);
    expect(server.received.map(({ type }) => type)).toEqual(["finish"]);
    expect(server.state.visits[0]).toMatchObject({ state: "done" });
    expect(await kept.all()).toEqual([]);
    expect(screen.getByText("C’est envoyé")).toBeInTheDocument();
    expect(button("Appeler le 2")).toBeEnabled();
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

    test("acts that a tablet brings with it from before are counted too", async () => {
      const { server, kept, leave } = await cutOff();
      leave();
      server.restore();
      await showTablet(serving(), { server, kept });
      await passes(1);
      expect(screen.getByText("C’est envoyé : 2 actions enregistrées.")).toBeInTheDocument();
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

  test("it is tried again after 1, 2, 4 seconds and then every 5, and at once when the network is back", async () => {
    atTime("9:10");
    const { server } = await showTablet(serving());
    server.losesAnswers = true;
    await tap(/^Terminer(?! et)/);
    const tries: number[] = [];
    for (let second = 0; second <= 18; second += 1) {
      tries.push(server.received.length);
      await passes(1);
    }
    expect(tries).toEqual([1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5, 6, 6]);
    server.losesAnswers = false;
    server.restore();
    await passes(0);
    expect(server.received).toHaveLength(7);
  });

  test("begin, absence and undo of one's own person also wait for the network, in their order", async () => {
    atTime("9:10");
    const { server } = await showTablet(then(open(1), "9:09", { type: "call-next", desk: 2 }));
    server.cut();
    await passes(6);
    await tap("Commencer");
    await tap(/^Le 1 n’est pas là\s\? Revenir à son appel/);
    await tap(/^N’a pas répondu/);
    expect(button("Appeler le 1")).toBeEnabled();
    server.restore();
    await passes(1);
    expect(server.received.map(({ type }) => type)).toEqual(["start", "undo", "absent"]);
    expect(server.state.visits[0]).toMatchObject({ state: "absent", missedCalls: 1 });
  });

  test("a reload loses nothing: what had no answer is shown as done and sent", async () => {
    atTime("9:10");
    const { server, kept, leave } = await showTablet(serving());
    server.cut();
    await passes(6);
    await tap(/^Terminer(?! et)/);
    leave();
    const again = await showTablet(server.state, { server, kept });
    expect(screen.getByRole("region", { name: "À qui le tour" })).toBeInTheDocument();
    expect(server.state.visits[0]).toMatchObject({ state: "serving" });
    server.restore();
    await passes(1);
    expect(server.state.visits[0]).toMatchObject({ state: "done" });
    expect(await again.kept.all()).toEqual([]);
  });

  test("a conflict made without network is listed, covers nothing, and stays until it is ticked off", async () => {
    atTime("9:10");
    const { server } = await showTablet(then(open(2), "9:09", { type: "call-next", desk: 2 }));
    server.cut();
    await passes(6);
    await tap("N’a pas répondu");
    server.state = then(server.state, "9:10", { type: "leave", visit: person(1), by: "resident" });
    await later(1);
    server.restore();
    await passes(1);
    const gone = [
      expect.stringMatching(
        /^À 9.h.10, sans réseau, vous avez noté que le 1 ne répondait pas\. Entre-temps, cela avait changé pour le 1\. \| Le 1 est parti\. \| Rien à dire\.$/,
      ),
    ];
    expect(await listed()).toEqual(gone);
    await tap("Appeler le 2");
    expect(await listed()).toEqual(gone);
    expect(screen.queryByText(/Entre-temps/)).not.toBeInTheDocument();
    await tap(/1 chose à vérifier$/u);
    await tap("C’est fait");
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(screen.queryByRole("button", { name: /à vérifier/ })).toBeNull();
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
      for (const source of FakeEventSource.all) source.say("beat", "1");
    }
    expect(asked.filter((address) => address.includes("/state")).length).toBeGreaterThanOrEqual(2);
    expect(server.received).toEqual([]);
  });

  test("one act that the server cannot read does not hold up the others", async () => {
    atTime("9:10");
    const spoilt = {
      id: person(77),
      at: at("9:05"),
      device: "tablet-2",
      conseiller: ME,
      type: "finish",
      visit: "no id",
    } as never;
    const finish = {
      id: person(78),
      at: at("9:06"),
      device: "tablet-2",
      conseiller: ME,
      type: "finish",
      visit: person(1),
    } as const;
    const { server, kept } = await showTablet(serving(), { kept: memoryOutbox([spoilt, finish]) });
    await passes(1);
    expect(server.state.visits[0]).toMatchObject({ state: "done" });
    expect(await listed()).toEqual([
      expect.stringMatching(
        /Le serveur n’a pas pu la lire\. \| Cette action n’est pas enregistrée\. \| Rien à dire\. Refaites/,
      ),
    ]);
    expect(await kept.all()).toEqual([]);
  });
});

describe("calls without network", () => {
  test("a colleague closed meanwhile: what was done here is sent and noted, and one sentence says so", async () => {
    atTime("9:10");
    const { server, kept } = await showTablet(then(open(2), "9:09", { type: "call-next", desk: 2 }));
    server.cut();
    await passes(6);
    await tap("Commencer");
    await later(1);
    await tap(/^Terminer(?! et)/);
    const freed = then(server.state, "9:11", { type: "free-desk", desk: 2 });
    const leftovers = [1, 2].map((number) => ({ visit: person(number), choice: "no-date" as const }));
    server.state = then(freed, "9:11:30", { type: "close", leftovers });
    server.restore();
    await passes(1);
    expect(server.received.map(({ type }) => type)).toEqual(["start", "finish"]);
    expect(await kept.all()).toEqual([]);
    expect(await listed()).toEqual([
      expect.stringMatching(
        /^Depuis 9.h.10, sans réseau, vous avez continué\. La permanence était déjà fermée\. \| Ce que vous avez fait est noté dans le bilan\. \| Rien à dire\.$/,
      ),
    ]);
    expect(screen.queryByRole("button", { name: "Compris" })).toBeNull();
  });

  test("help that was given stands though a colleague's table called the person too, and one sentence says so", async () => {
    atTime("9:10");
    const { server, kept } = await showTablet(open(3));
    server.cut();
    await tap("Appeler le 1");
    await passes(20);
    await tap("Commencer");
    await later(2);
    await tap(/^Terminer(?! et)/);
    server.state = then(server.state, "9:10:05", { type: "call-next", desk: 1 });
    server.restore();
    await passes(1);
    expect(server.received.map(({ type }) => type)).toEqual(["call-next", "start", "finish"]);
    expect(server.state.visits[0]).toMatchObject({ state: "done", desk: 2 });
    expect(await kept.all()).toEqual([]);
    expect(await listed()).toEqual([
      expect.stringMatching(
        /appelé le 1, le soleil\. La table 1 l’avait appelé aussi\. Votre aide compte\. \| L’aide du 1 est finie, à la table 2\. \| Rien à dire\.$/,
      ),
    ]);
    expect(button("Appeler le 2")).toBeEnabled();
  });

  test("the table that waited for the person reads the same sentence, and is free", async () => {
    atTime("9:10");
    const { server } = await showTablet(then(open(3), "9:09", { type: "call-next", desk: 2 }));
    expect(button("Commencer")).toBeEnabled();
    server.becomes(
      then(server.state, "9:10:01", { type: "start", visit: person(1), desk: 1 }, { conseiller: COLLEAGUE }),
    );
    await passes(3);
    expect(screen.getByText("La table 1 s’occupe du 1. La table 2 est libre.")).toBeInTheDocument();
    expect(button("Appeler le 2")).toBeEnabled();
  });

  describe("a call tapped as the network dies, and lost to a colleague's", () => {
    /** This tablet calls, starts and finishes number 1 offline; meanwhile table 1 calls and starts them; then this tablet is online again. */
    const comesBack = async (colleague: (state: ReturnType<typeof open>) => ReturnType<typeof open>) => {
      atTime("9:10");
      const { server, kept } = await showTablet(open(3));
      server.cut();
      for (const name of ["Appeler le 1", "Commencer", /^Terminer(?! et)/]) {
        await tap(name);
        await passes(1);
      }
      server.state = colleague(then(server.state, "9:10", { type: "call-next", desk: 1 }));
      await later(1);
      server.restore();
      await passes(1);
      return { server, kept };
    };

    test("later acts about the same person are dropped with it: the colleague's visit is untouched, and one sentence says so", async () => {
      const { server, kept } = await comesBack((state) => then(state, "9:10", { type: "start", visit: person(1) }));
      expect(server.state.visits[0]).toMatchObject({ state: "serving", desk: 1 });
      expect(server.received.map(({ type }) => type)).toEqual(["call-next"]);
      expect(await kept.all()).toEqual([]);
      expect(await listed()).toEqual([
        expect.stringMatching(
          /La table 1 l’avait déjà appelé\.Ce que vous avez fait ensuite pour cette personne ne compte pas\. \| Le 1 est avec la table 1\. \| Rien à dire\.$/,
        ),
      ]);
      expect(button("Appeler le 2")).toBeEnabled();
    });

    test("also when the colleague has finished the visit by then", async () => {
      const { server } = await comesBack((state) =>
        then(then(state, "9:10", { type: "start", visit: person(1) }), "9:11", { type: "finish", visit: person(1) }),
      );
      expect(server.state.visits[0]).toMatchObject({ state: "done", desk: 1 });
      expect(await listed()).toEqual([
        expect.stringMatching(
          /La table 1 s’en occupait déjà\..* \| L’aide du 1 est finie, à la table 1\. \| Rien à dire\.$/,
        ),
      ]);
    });
  });

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

    test("is said so after a reload too", async () => {
      atTime("9:10");
      const { server, kept, leave } = await showTablet(open(2));
      server.cut();
      await tap("Appeler le 1");
      leave();
      await showTablet(server.state, { server, kept });
      await passes(6);
      expect(screen.getByText(NOT_YET)).toBeInTheDocument();
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
