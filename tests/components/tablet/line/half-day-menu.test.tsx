import { jest } from "@jest/globals";
import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import { LONGEST_MESSAGE } from "#lib/queue/acts/announce.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { atTime, button, later, passes, showTablet, tap } from "#tests/components/tablet/show-tablet.tsx";
import {
  at,
  atTheDoor,
  booked,
  COLLEAGUE,
  ME,
  open,
  person,
  quietMorning,
  then,
} from "#tests/components/tablet/morning.ts";

describe("the menu of the half-day", () => {
  beforeEach(() => atTime("9:28"));

  const pausedAtMine = () =>
    then(
      then(then(open(3), "9:05", { type: "call-next", desk: 2 }), "9:06", { type: "start", visit: person(1) }),
      "9:20",
      { type: "pause", visit: person(1) },
    );

  test("a tablet that is switched on days later says that nobody closed the half-day, and when it ended", async () => {
    await showTablet({ ...open(2), status: "closed", endedAutomaticallyAt: at("13:30") });
    expect(screen.getByRole("heading", { name: "Cette permanence est terminée." })).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Montrer le code QR" })).toBeNull();
    expect(screen.getByText(/Personne ne l’a fermée/).textContent?.replace(/\s/gu, " ")).toBe(
      "Personne ne l’a fermée : elle s’est terminée seule à 13 h 30.",
    );
  });

  test("a half-day that a person closed says nothing of that", async () => {
    await showTablet({ ...open(2), status: "closed" });
    expect(screen.getByRole("heading", { name: "Cette permanence est terminée." })).toBeInTheDocument();
    expect(screen.queryByText(/Personne ne l’a fermée/)).toBeNull();
  });

  test("a person who does not come back from a pause is marked as gone, which can be undone", async () => {
    const { server } = await showTablet(pausedAtMine());
    await tap("Le 1 ne revient pas");
    expect(server.state.visits[0]).toMatchObject({ state: "left" });
    expect(button(/Remettre le 1 dans la liste/)).toBeEnabled();
  });

  test("alone at the permanence, no other desk is offered", async () => {
    await showTablet(
      then(
        then(then(atTheDoor(1), "9:00", { type: "open", desks: [{ desk: 2, conseiller: ME }] }), "9:01", {
          type: "call-next",
          desk: 2,
        }),
        "9:02",
        { type: "start", visit: person(1) },
      ),
    );
    expect(screen.queryByRole("button", { name: /Continuer à la table/ })).toBeNull();
  });

  test("a person is sent on elsewhere in two touches, each way with examples, and counted with where", async () => {
    const { server } = await showTablet(open(2));
    await tap("Appeler le 1");
    await tap("Commencer");
    await tap("Orienter vers…");
    expect(screen.getByText("Sa visite ici se termine. Elle compte comme aidée.")).toBeInTheDocument();
    expect(
      screen.getByRole("button", { name: "L’organisme de la démarche CAF, assurance maladie, retraite…" }),
    ).toBeInTheDocument();
    await tap(/^L’aide sociale/);
    expect(server.received.at(-1)).toMatchObject({ type: "refer", target: "aide_sociale" });
    expect(server.state.visits[0]).toMatchObject({ state: "done" });
    expect(screen.getByText("Le 1 est orienté ailleurs.")).toBeInTheDocument();
  });

  test("somebody in line is sent on too, and the number can be put back", async () => {
    const { server } = await showTablet(open(2));
    await tap(/^2.*depuis/);
    await tap("Orienter vers…");
    expect(screen.getByText("Sa visite ici se termine. C’est compté.")).toBeInTheDocument();
    await tap(/^Une administration/);
    expect(server.state.visits[1]).toMatchObject({ state: "redirected" });
    await tap(/^Annuler «\sOrienter\s» pour le 2/);
    expect(server.state.visits[1]).toMatchObject({ state: "waiting" });
  });

  test("a desk takes a break and works again; meanwhile nobody is called to it", async () => {
    const { server } = await showTablet(open(2));
    await tap("Pause, fermer…");
    await tap("Ma table en pause");
    expect(server.state.desks.find(({ conseiller }) => conseiller === ME)).toMatchObject({ state: "break" });
    expect(screen.getByRole("heading", { name: "Votre table est en pause." })).toBeInTheDocument();
    expect(screen.getByText(/Les autres tables continuent\.$/u)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /Appeler/ })).toBeNull();
    await tap("Je reprends");
    expect(button("Appeler le 1")).toBeEnabled();
  });

  test("a break at the only desk says that nobody is called meanwhile", async () => {
    await showTablet(then(open(2), "9:01", { type: "leave-desk" }, { conseiller: COLLEAGUE }));
    await tap("Pause, fermer…");
    await tap("Ma table en pause");
    expect(screen.getByText(/Personne n’est appelé pendant la pause\.$/u)).toBeInTheDocument();
  });

  describe("the ways out of the tablet stand in its menu", () => {
    const leaving = (): HTMLFormElement | null => button("Se déconnecter").closest("form");

    test("back to one's permanences, and signing out", async () => {
      await showTablet(open(1));
      await tap("Pause, fermer…");
      expect(screen.getByRole("link", { name: "Mes permanences" })).toHaveAttribute("href", "/conseiller");
      expect([leaving()?.getAttribute("method"), leaving()?.getAttribute("action")]).toEqual([
        "post",
        "/connexion/quitter",
      ]);
      expect(screen.queryByText(/ne sont pas encore parties/)).toBeNull();
    });

    test("a conseiller with unsent acts reads so before signing out", async () => {
      const { server } = await showTablet(
        then(then(open(1), "9:20", { type: "call-next", desk: 2 }), "9:21", { type: "start", visit: person(1) }),
      );
      server.answersInstead = { status: 503, code: "busy" };
      await tap(/^Terminer(?! et)/);
      await tap("Pause, fermer…");
      expect(screen.getByText(/^Des actions faites ici ne sont pas encore parties\./)).toHaveTextContent(
        "Si vous partez, elles attendent ici la prochaine connexion de l’équipe.",
      );
      expect(leaving()).toBeInTheDocument();
    });

    test("without network nobody goes: the tablet could not be opened again", async () => {
      const { server } = await showTablet(open(1));
      server.cut();
      await passes(6);
      await tap("Pause, fermer…");
      expect(screen.queryByRole("link", { name: "Mes permanences" })).toBeNull();
      for (const name of ["Mes permanences", "Se déconnecter"]) {
        expect(button(name)).toBeDisabled();
        expect(button(name)).toHaveAccessibleDescription(/^Sans réseau/);
      }
      expect(leaving()).toBeNull();
    });
  });

  test("everything can be stopped for a fire drill, says so, and goes on with one touch", async () => {
    const { server } = await showTablet(open(2));
    await tap("Pause, fermer…");
    await tap("Mettre la permanence en pause");
    expect(server.state.suspended).toBe(true);
    const banner = screen.getByText(/La permanence est en pause/).closest("div");
    for (const name of ["Appeler le 1", /^\+ 1 personne/]) {
      expect(button(name)).toBeDisabled();
      expect(button(name)).toHaveAccessibleDescription(/La permanence est en pause\s: pas de numéro, pas d’appel\./);
    }
    await passes(1);
    fireEvent.click(within(banner ?? document.body).getByRole("button", { name: "Reprendre" }));
    await passes(0);
    expect(server.state.suspended).toBe(false);
    expect(button("Appeler le 1")).toBeEnabled();
  });

  test("closing asks for the outcome of each person who still has a number, and waits for every answer", async () => {
    const { server } = await showTablet(open(2));
    await tap("Pause, fermer…");
    await tap("Fermer la permanence");
    expect(button("Fermer la permanence")).toBeDisabled();
    expect(screen.getByText("Encore 2 choix à faire.")).toBeInTheDocument();
    fireEvent.click(screen.getAllByRole("radio", { name: "Déjà hors de la salle" })[0]!);
    expect(screen.getByText("Encore 1 choix à faire.")).toBeInTheDocument();
    fireEvent.click(screen.getAllByRole("radio", { name: "Revenir un autre jour" })[1]!);
    await tap("Fermer la permanence");
    expect(server.state.status).toBe("closed");
    expect(server.state.visits.map(({ state }) => state)).toEqual(["left", "unserved"]);
    expect(screen.getByRole("heading", { name: "Cette permanence est terminée." })).toBeInTheDocument();
  });

  test("closing says that no day is booked for anybody: the conseiller says it, where somebody leaves without help", async () => {
    const closing = async (line: LineState) => {
      const { leave } = await showTablet(line);
      await tap("Pause, fermer…");
      await tap("Fermer la permanence");
      const said = screen.getByRole("dialog").textContent?.replace(/\s/gu, " ");
      leave();
      return said;
    };
    const BOOKS_NOTHING = "Rien n’est réservé : dites vous-même quel jour revenir.";
    expect(await closing(open(1))).toContain(BOOKS_NOTHING);
    expect(await closing(pausedAtMine())).toContain(BOOKS_NOTHING);
    const onlyPaused = pausedAtMine().visits.slice(0, 1);
    expect(await closing({ ...pausedAtMine(), visits: onlyPaused })).not.toContain("réservé");
  });

  test("a paused person may be counted as served when the half-day closes", async () => {
    const { server } = await showTablet(pausedAtMine());
    await tap("Pause, fermer…");
    await tap("Fermer la permanence");
    await tap("Revenir un autre jour, pour tout le monde");
    fireEvent.click(screen.getByRole("radio", { name: "C’était fini" }));
    await tap("Fermer la permanence");
    expect(server.state.visits.map(({ state }) => state)).toEqual(["done", "unserved", "unserved"]);
  });

  describe("with booked people who have not arrived", () => {
    const withBookings = () =>
      showTablet({ ...open(1), expected: [booked(1, "9:00"), booked(2, "11:00"), booked(3, "11:00")] });
    const groups = () =>
      screen.getAllByRole("group").map((group) => group.querySelector("legend")?.textContent?.replace(/\s/gu, " "));

    test("closing early is said, and asks what becomes of each of them", async () => {
      const { server } = await withBookings();
      await tap("Pause, fermer…");
      await tap("Fermer la permanence");
      expect(screen.getByText(/^Vous fermez/).textContent?.replace(/\s/gu, " ")).toBe(
        "Vous fermez 2 heures 30 avant l’heure.",
      );
      expect(screen.getByText(/^Le site ne prévient personne/)).toBeInTheDocument();
      expect(groups().slice(1)).toEqual(["Rendez‑vous 9 h", "Rendez‑vous 11 h", "Rendez‑vous 11 h (2)"]);
      fireEvent.click(screen.getByRole("radio", { name: "Pas d’autre jour" }));
      expect(button("Fermer la permanence")).toBeDisabled();
      await tap("Annuler tous ces rendez‑vous");
      fireEvent.click(screen.getAllByRole("radio", { name: "Garder, trouver une autre heure" })[2]!);
      await tap("Fermer la permanence");
      expect(server.received.at(-1)).toMatchObject({
        type: "close",
        bookings: [
          { appointment: booked(1, "9:00").id, choice: "cancelled" },
          { appointment: booked(2, "11:00").id, choice: "cancelled" },
          { appointment: booked(3, "11:00").id, choice: "kept" },
        ],
      });
      expect(server.state.expected.map(({ id }) => id)).toEqual([booked(3, "11:00").id]);
      expect(screen.getByRole("link", { name: "Voir qui prévenir" })).toHaveAttribute(
        "href",
        expect.stringMatching(/a-prevenir$/),
      );
    });

    test("where the site writes to people, closing says to whom, and that no SMS goes to a number", async () => {
      await showTablet({ ...open(1), expected: [booked(1, "11:00")] }, { sends: "sms" });
      await tap("Pause, fermer…");
      await tap("Fermer la permanence");
      expect(screen.getByText(/^Le site écrit à qui l’a choisi/)).toBeInTheDocument();
      expect(screen.queryByText(/^Le site ne prévient personne/)).toBeNull();
      expect(
        screen.getByText(/^À la fermeture, les personnes qui ont un numéro ne reçoivent pas de SMS/),
      ).toBeInTheDocument();
    });

    test("whom to tell is read once the server has the close, not before", async () => {
      const { server } = await withBookings();
      await tap("Pause, fermer…");
      await tap("Fermer la permanence");
      await tap("Annuler tous ces rendez‑vous");
      fireEvent.click(screen.getByRole("radio", { name: "Pas d’autre jour" }));
      let arrives = (): void => undefined;
      server.slow = new Promise((arrived) => (arrives = () => arrived()));
      await tap("Fermer la permanence");
      expect(screen.queryByRole("link", { name: "Voir qui prévenir" })).toBeNull();
      arrives();
      await passes(1);
      expect(screen.getByRole("link", { name: "Voir qui prévenir" })).toBeInTheDocument();
    });

    test("at the end of the hours nothing is early, and hours that are over are not asked about", async () => {
      jest.setSystemTime(at("11:58"));
      await withBookings();
      await tap("Pause, fermer…");
      await tap("Fermer la permanence");
      expect(screen.queryByText(/^Vous fermez/)).toBeNull();
      expect(screen.queryByText(/^Le site ne prévient personne/)).toBeNull();
    });
  });

  test("nobody closes over the head of a person at a desk", async () => {
    await showTablet(then(open(2), "9:20", { type: "call-next", desk: 1 }));
    await tap("Pause, fermer…");
    await tap("Fermer la permanence");
    expect(screen.getByText(/Terminez d’abord avec\s: 1\./u)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Fermer la permanence" })).toBeNull();
  });

  test("a half-day that nobody opened is closed as not held", async () => {
    const { server } = await showTablet(quietMorning());
    await tap("Pause, fermer…");
    await tap("La permanence n’a pas lieu");
    expect(screen.getByText("Elle sera notée comme non tenue.")).toBeInTheDocument();
    await tap("Fermer la permanence");
    expect(server.state.status).toBe("closed");
  });

  test("before its day a half-day is not closed: the menu leads to where it is cancelled with a reason, if this person may", async () => {
    await showTablet(quietMorning(), { ahead: { notHeld: "/conseiller/permanences/p/imprevu" } });
    await tap("Pause, fermer…");
    expect(screen.getByRole("link", { name: "La permanence n’a pas lieu" })).toHaveAttribute(
      "href",
      "/conseiller/permanences/p/imprevu",
    );
    expect(screen.queryByRole("button", { name: "La permanence n’a pas lieu" })).toBeNull();
    cleanup();
    await showTablet(quietMorning(), { ahead: {} });
    await tap("Pause, fermer…");
    expect(screen.queryByText("La permanence n’a pas lieu")).toBeNull();
  });

  test("without network the paper sheet is no way to an empty page: the menu says what to write by hand", async () => {
    const { server } = await showTablet(open(2));
    await tap(/Pause, fermer/);
    expect(screen.getByRole("link", { name: /^Feuille papier/ })).toBeInTheDocument();
    server.cut();
    await later(1);
    expect(screen.queryByRole("link", { name: /^Feuille papier/ })).toBeNull();
    expect(screen.getByText(/^La feuille papier s’ouvre quand le site répond\./)).toBeInTheDocument();
  });

  test("closed without network, nothing is said to be on its way: the summary waits for what was done", async () => {
    const { server } = await showTablet(open(0));
    server.cut();
    await passes(6);
    await tap(/Pause, fermer/);
    await tap("Fermer la permanence");
    await tap("Oui, fermer la permanence");
    await tap("Fermer la permanence");
    expect(screen.getByRole("heading", { name: "Cette permanence est terminée." })).toBeInTheDocument();
    expect(screen.getByText("Le bilan s’ouvre une fois ces actions parties.")).toBeInTheDocument();
    expect(screen.queryByText("Envoi…")).toBeNull();
  });

  test("a closed half-day that loses its network offers no page that cannot open, and says when it can", async () => {
    const { server } = await showTablet({ ...open(0), status: "closed", closedAt: at("9:10") });
    expect(screen.getByRole("link", { name: "Voir le bilan" })).toBeInTheDocument();
    server.cut();
    await later(1);
    expect(screen.queryByRole("link", { name: "Voir le bilan" })).toBeNull();
    expect(screen.queryByRole("link", { name: "Voir qui prévenir" })).toBeNull();
    expect(
      screen.getByText("Le bilan et les personnes à prévenir s’ouvrent quand le site répond."),
    ).toBeInTheDocument();
  });
});

describe("the end of the half-day", () => {
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

  test("one more person after the end is refused with a sentence for the team", async () => {
    atTime("12:10");
    await showTablet(open(1));
    await tap(/^\+ 1 personne/);
    expect(
      screen.getByText("On ne donne pas de numéro à cette heure. Notez : « Une personne repart sans numéro »."),
    ).toBeInTheDocument();
  });

  describe("somebody who goes without a number", () => {
    beforeEach(() => atTime("9:28"));

    test("is confirmed for some seconds, so that nobody is counted twice", async () => {
      const { server } = await showTablet(open(1));
      await tap("Pause, fermer…");
      await passes(1);
      fireEvent.click(
        within(screen.getByRole("dialog")).getByRole("button", { name: "Une personne repart sans numéro" }),
      );
      await passes(1);
      await tap("Il manque un papier");
      expect(screen.getByText("C’est compté : Il manque un papier.")).toBeInTheDocument();
      expect(screen.queryByRole("button", { name: "Il manque un papier" })).toBeNull();
      expect(server.received.filter(({ type }) => type === "turn-away")).toHaveLength(1);
      await passes(11);
      expect(screen.queryByRole("dialog")).toBeNull();
    });
  });

  describe("while somebody sits at the desk", () => {
    const busy = () =>
      then(then(open(3), "9:20", { type: "call-next", desk: 2 }), "9:21", { type: "start", visit: person(1) });
    beforeEach(() => atTime("9:28"));

    test("the menu says why neither one's own break nor leaving the desk is offered, while the whole line can pause", async () => {
      await showTablet(busy());
      await tap("Pause, fermer…");
      expect(
        screen.getByText("Pour votre pause ou pour quitter la table, terminez d’abord avec le 1."),
      ).toBeInTheDocument();
      expect(screen.queryByRole("button", { name: "Ma table en pause" })).toBeNull();
      expect(screen.queryByRole("button", { name: "Quitter la table 2" })).toBeNull();
      expect(button("Mettre la permanence en pause")).toBeEnabled();
    });
  });

  test("on a phone the line is one touch away from the desk", async () => {
    atTime("9:28");
    await showTablet(open(3));
    expect(screen.getByRole("link", { name: /^3 personnes attendent\s: voir la liste/ })).toHaveAttribute(
      "href",
      "#line",
    );
  });
});

describe("the message to the room", () => {
  beforeEach(() => atTime("9:28"));

  const write = (words: string): boolean =>
    fireEvent.change(screen.getByLabelText("Message à la salle"), { target: { value: words } });

  test("a message that is refused stays in its field, with the reason, and can be corrected", async () => {
    const { server } = await showTablet(open(1));
    await tap("Pause, fermer…");
    expect(screen.getByLabelText("Message à la salle")).toHaveAttribute("maxlength", String(LONGEST_MESSAGE));
    write("Le dossier 1 85 05 78 006 084 91 est prêt");
    await tap("Afficher");
    expect(screen.getByLabelText("Message à la salle")).toHaveValue("Le dossier 1 85 05 78 006 084 91 est prêt");
    expect(screen.getByLabelText("Message à la salle")).toHaveAccessibleDescription(
      /N’écrivez pas ici de numéro de sécurité sociale/,
    );
    expect(server.received).toEqual([]);
    write(" Le dossier est prêt ");
    expect(screen.getByLabelText("Message à la salle")).not.toHaveAccessibleDescription(/N’écrivez pas/);
    await tap("Afficher");
    expect(server.state.message).toBe("Le dossier est prêt");
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  test("every tablet shows the message, and can remove it", async () => {
    const { server } = await showTablet(open(1));
    expect(screen.queryByText(/^Affiché dans la salle/)).toBeNull();
    server.becomes(then(server.state, "9:28", { type: "announce", message: "Retour à 10 h" }));
    await passes(0);
    expect(screen.getByText(/^Affiché dans la salle/)).toHaveTextContent("Affiché dans la salle : « Retour à 10 h »");
    await tap("Enlever le message");
    expect(server.state.message).toBeUndefined();
    expect(screen.queryByText(/^Affiché dans la salle/)).toBeNull();
  });

  test("opened without network, the menu does not ask for a message: the finger of who types is not led there", async () => {
    const { server } = await showTablet(open(1));
    server.cut();
    await passes(6);
    await tap("Pause, fermer…");
    expect(screen.getByRole("heading", { name: /^Que voulez-vous faire/ })).toHaveFocus();
    expect(button("Afficher")).toBeDisabled();
  });
});

describe("an incident", () => {
  beforeEach(() => atTime("9:20"));

  const dialog = () => within(screen.getByRole("dialog"));

  test("an incident is one tap from the acts of the half-day, and says what it leads to", async () => {
    const { server } = await showTablet(open(2));
    await tap("Pause, fermer…");
    await tap("Matériel");
    expect(server.received.at(-1)).toMatchObject({ type: "incident", kind: "equipment" });
    expect(dialog().getByText(/^C’est noté\s: Matériel, 9\sh\s20\.$/u)).toBeInTheDocument();
    expect(dialog().getByText(/Personne n’est prévenu\./u)).toBeInTheDocument();
    await tap("Retour à la tablette");
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  test("where people may be in danger the telephones of emergencies stand there", async () => {
    await showTablet(open(2));
    await tap("Pause, fermer…");
    await tap("Malaise");
    expect(dialog().getByRole("link", { name: /112/u })).toBeInTheDocument();
    expect(dialog().queryByRole("button", { name: "Mettre la permanence en pause" })).toBeNull();
  });

  test("with an alarm the half-day is suspended in one more tap", async () => {
    const { server } = await showTablet(open(2));
    await tap("Pause, fermer…");
    await tap("Alarme");
    await tap("Mettre la permanence en pause");
    expect(server.state.suspended).toBe(true);
  });
});

describe("« Besoin d’aide »", () => {
  beforeEach(() => atTime("9:28"));

  test("« Besoin d’aide » has 17 and 112, and tells who coordinates after a second tap", async () => {
    await showTablet(open(2));
    await tap(/Besoin d’aide$/u);
    const dialog = within(screen.getByRole("dialog", { name: "Besoin d’aide" }));
    expect(dialog.getAllByRole("link").map((link) => link.getAttribute("href"))).toEqual([
      "tel:17",
      "tel:112",
      "tel:+33388436000",
    ]);
    expect(button("Prévenir la coordination").closest("form")).toHaveAttribute(
      "action",
      "/conseiller/permanences/01990000-0000-7000-8000-00000000aaaa/aide/demander",
    );
    expect(dialog.getByText(/Un mail part tout de suite/u)).toBeInTheDocument();
  });

  test("without mail it says to call, and has no button that would send nothing", async () => {
    await showTablet(open(2), { help: { page: "/aide", mails: false } });
    await tap(/Besoin d’aide$/u);
    expect(screen.getByText("D’ici, aucun mail ne part. Appelez.")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Prévenir la coordination" })).toBeNull();
  });

  test("without network 17 and 112 are there all the same", async () => {
    const { server } = await showTablet(open(2));
    server.cut();
    await later(1);
    await tap(/Besoin d’aide$/u);
    expect(screen.getByText("Sans réseau, aucun mail ne part. Appelez.")).toBeInTheDocument();
    expect(screen.getByRole("link", { name: /17/u })).toHaveAttribute("href", "tel:17");
    expect(screen.queryByRole("button", { name: "Prévenir la coordination" })).toBeNull();
  });
});
