import { screen, within } from "@testing-library/react";
import { atTime, button, passes, showTablet, tap } from "#tests/components/tablet/show-tablet.tsx";
import { COLLEAGUE, ME, open, person, then } from "#tests/components/tablet/morning.ts";

beforeEach(() => atTime("9:28"));

const MENU = "Pause, fermer…";
const ARRANGE = "Libérer ou ajouter une table";

/** The colleague at desk 1 helps number 1, and is gone. */
const colleagueGone = () =>
  then(then(open(3), "9:05", { type: "call-next", desk: 1 }), "9:06", { type: "start", visit: person(1) });

describe("reception and coordination, while a conseiller is away", () => {
  const showDesks = async (state = colleagueGone()) => {
    const shown = await showTablet(state, { arranges: true });
    await tap(MENU);
    await tap(ARRANGE);
    return shown;
  };

  test("free the desk: the person is next at any desk", async () => {
    const { server } = await showDesks();
    expect(screen.getByText("Le 1 passe ensuite en premier, à une autre table.")).toBeInTheDocument();
    await tap("Libérer la table 1");
    expect(server.state.desks[0]).toMatchObject({ state: "left" });
    expect(server.state.visits[0]).toMatchObject({ state: "waiting", back: true });
    expect(button("Appeler le 1")).toBeEnabled();
  });

  test("take over the person to their own desk, which helps on", async () => {
    const { server } = await showDesks();
    await tap("Le 1 continue à la table 2");
    expect(server.state.visits[0]).toMatchObject({ state: "serving", desk: 2 });
    expect(button(/^Terminer(?! et)/)).toBeEnabled();
  });

  test("a person who was called is called to another desk, or keeps their place", async () => {
    const { server } = await showDesks(then(open(3), "9:25", { type: "call-next", desk: 1 }));
    expect(screen.getByText("Le 1 garde sa place dans la liste.")).toBeInTheDocument();
    await tap("Appeler le 1 à la table 2");
    expect(server.state.visits[0]).toMatchObject({ state: "called", desk: 2 });
  });

  test("find this also where every desk is taken", async () => {
    const state = then(then(open(1), "9:10", { type: "leave-desk" }, { conseiller: ME }), "9:11", {
      type: "take-desk",
      desk: 2,
      conseiller: "01990000-0000-7000-8000-0000000000a3",
    });
    const { server } = await showTablet(state, { arranges: true });
    expect(screen.getByRole("heading", { name: "Toutes les tables sont prises." })).toBeInTheDocument();
    await tap(ARRANGE);
    await tap("Ajouter une table");
    await tap(/^Table 3/);
    expect(server.state.desks[2]).toMatchObject({ number: 3, state: "present", conseiller: ME });
  });

  test("without network the desks wait", async () => {
    const { server } = await showTablet(colleagueGone(), { arranges: true });
    server.cut();
    await passes(6);
    await tap(MENU);
    expect(button(ARRANGE)).toBeDisabled();
  });
});

test("a conseiller has none of these buttons, and reads whom to ask", async () => {
  await showTablet(colleagueGone());
  await tap(MENU);
  expect(screen.queryByRole("button", { name: ARRANGE })).toBeNull();
});

test("a conseiller without a desk reads whom to ask when all are taken", async () => {
  await showTablet(
    then(then(open(1), "9:10", { type: "leave-desk" }, { conseiller: ME }), "9:11", {
      type: "take-desk",
      desk: 2,
      conseiller: "01990000-0000-7000-8000-0000000000a3",
    }),
  );
  expect(screen.getByText("L’accueil ou la coordination peut en libérer ou en ajouter une.")).toBeInTheDocument();
});

describe("a half-day that was closed by mistake", () => {
  const closed = () => {
    const leftovers = [
      { visit: person(1), choice: "another-date" },
      { visit: person(2), choice: "left" },
    ] as const;
    return then(open(2), "9:20", { type: "close", leftovers });
  };
  const REOPEN = "Rouvrir la permanence";

  test("is reopened with one tap, which is there for an hour", async () => {
    const { server } = await showTablet(closed());
    expect(screen.getByText(/Fermée par erreur/).textContent?.replace(/\s/gu, " ")).toBe(
      "Fermée par erreur ? On peut la rouvrir jusqu’à 10 h 20.",
    );
    await tap(REOPEN);
    expect(server.state.status).toBe("open");
    expect(screen.getByRole("heading", { name: "Choisissez votre table" })).toBeInTheDocument();
  });

  test("without network it says beside the button why it does nothing", async () => {
    const { server } = await showTablet(closed());
    server.cut();
    await passes(6);
    expect(button(REOPEN)).toBeDisabled();
    expect(screen.getByText("Elle se rouvre seulement quand le site répond.")).toBeInTheDocument();
  });

  test("after an hour there is no such button", async () => {
    atTime("10:21");
    await showTablet(closed());
    expect(screen.queryByRole("button", { name: REOPEN })).toBeNull();
  });

  test("when the hour ended meanwhile, one sentence says so", async () => {
    const { server } = await showTablet(closed());
    server.refusesNext = "too-late";
    await tap(REOPEN);
    expect(screen.getByText("Plus d’une heure a passé. La permanence reste fermée.")).toBeInTheDocument();
  });

  test("who was told to go is put back on the list by hand; who had gone is not offered", async () => {
    const reopened = then(then(closed(), "9:25", { type: "reopen" }), "9:26", {
      type: "take-desk",
      desk: 2,
      conseiller: ME,
    });
    const { server } = await showTablet(reopened);
    const told = screen.getByRole("region", { name: /dit de repartir/ });
    expect(within(told).getAllByRole("button")).toHaveLength(1);
    await tap("Remettre le 1 dans la liste");
    expect(server.state.visits[0]).toMatchObject({ state: "waiting", number: 1 });
    expect(button("Appeler le 1")).toBeEnabled();
    expect(screen.queryByRole("button", { name: "Remettre le 1 dans la liste" })).toBeNull();
  });

  test("at the door too, for a conseiller without a desk", async () => {
    const { server } = await showTablet(then(closed(), "9:25", { type: "reopen" }));
    await tap("Donner les numéros à la porte");
    await tap("Remettre le 1 dans la liste");
    expect(server.state.visits[0]).toMatchObject({ state: "waiting" });
  });

  test("the menu leads to the booked people who were told, whom nothing restores", async () => {
    await showTablet(then(closed(), "9:25", { type: "reopen" }));
    await tap(MENU);
    expect(screen.getByRole("link", { name: "Voir qui prévenir" })).toHaveAttribute(
      "href",
      expect.stringMatching(/a-prevenir$/),
    );
  });
});

describe("the colleague whose desk was freed", () => {
  const FREED = /Votre table 2 a été libérée/;
  const saysFreed = () => screen.queryByText(FREED)?.textContent?.replace(/\s/gu, " ");
  const freed = (state = open(2), as: "coordination" | "reception" = "coordination") =>
    then(state, "9:27", { type: "free-desk", desk: 2, as }, { conseiller: COLLEAGUE });

  test("reads what happened and what to do, and chooses a desk again", async () => {
    const { server } = await showTablet(open(2));
    expect(saysFreed()).toBeUndefined();
    server.becomes(freed());
    await passes(1);
    expect(saysFreed()).toBe(
      "Votre table 2 a été libérée par la coordination à 9 h 27. Reprenez une table pour continuer.",
    );
    expect(screen.getByText(FREED).closest("[role=status]")).not.toBeNull();
    expect(screen.getByRole("heading", { name: "Choisissez votre table" })).toBeInTheDocument();
    await tap(/^Table 2/);
    expect(saysFreed()).toBeUndefined();
    await tap(MENU);
    await tap("Quitter la table 2");
    expect(screen.getByRole("heading", { name: "Choisissez votre table" })).toBeInTheDocument();
    expect(saysFreed()).toBeUndefined();
  });

  test("reads it also after the page was loaded anew, at the door, and when somebody else sits there by now", async () => {
    const replaced = then(freed(open(2), "reception"), "9:27:30", {
      type: "take-desk",
      desk: 2,
      conseiller: "01990000-0000-7000-8000-0000000000a3",
    });
    await showTablet(replaced);
    await tap("Donner les numéros à la porte");
    expect(saysFreed()).toBe("Votre table 2 a été libérée par l’accueil à 9 h 27. Reprenez une table pour continuer.");
  });

  test("the desk that had called the person meanwhile reads that the help stands", async () => {
    const called = then(
      then(open(2), "9:27", { type: "free-desk", desk: 1 }),
      "9:27:30",
      { type: "call-next", desk: 2 },
      { conseiller: ME },
    );
    const { server } = await showTablet(called);
    server.becomes(then(called, "9:27:40", { type: "start", visit: person(1), desk: 1 }, { conseiller: COLLEAGUE }));
    await passes(1);
    expect(screen.getByText("La table 1 s’occupe du 1. La table 2 est libre.")).toBeInTheDocument();
  });
});
