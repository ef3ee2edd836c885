import { fireEvent, screen, within } from "@testing-library/react";
import type { ActNotice } from "#components/tablet/device/act-notice.ts";
import { keepNotices } from "#components/tablet/device/kept-notices.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { at, ME, open, person, then, atTheDoor, COLLEAGUE } from "#tests/components/tablet/morning.ts";
import { atTime, button, listed, passes, showTablet, tap } from "#tests/components/tablet/show-tablet.tsx";

beforeEach(() => atTime("9:10"));

const notice = (number: number, given: Partial<ActNotice> = {}): ActNotice => ({
  command: `act-${number}`,
  at: at(`9:0${number}`),
  act: "leave",
  why: "state-changed",
  visit: person(number),
  number,
  keep: true,
  withoutNetwork: true,
  ...given,
});

/** A tablet of before this page kept these. */
const kept = (line: LineState, ...notices: readonly ActNotice[]): void =>
  keepNotices({ permanence: line.permanence, conseiller: ME }, [], notices);

test("one button says how many there are, and nothing covers the desk until it is asked for", async () => {
  kept(open(3), notice(1), notice(2), notice(3));
  await showTablet(open(3));
  expect(button(/3 choses à vérifier$/u)).toBeEnabled();
  expect([screen.queryByRole("dialog"), screen.queryByRole("button", { name: "Compris" })]).toEqual([null, null]);
  expect(button("Appeler le 1")).toBeEnabled();
  expect(screen.getByText("3 choses à vérifier", { selector: "[role=status]" })).toBeInTheDocument();
});

test("beside it the state of the connection stays to be read", async () => {
  kept(open(1), notice(1));
  const { server } = await showTablet(open(1));
  expect(button("Tout est gardé 1 chose à vérifier")).toBeEnabled();
  server.cut();
  await passes(6);
  expect(button("Sans réseau 1 chose à vérifier")).toBeEnabled();
});

test("« Plus tard » keeps all; what is ticked off is gone for good, the rest is there after a reload", async () => {
  kept(open(2), notice(1), notice(2));
  const { leave } = await showTablet(open(2));
  expect(await listed()).toHaveLength(2);
  await tap(/2 choses à vérifier$/u);
  await passes(1);
  fireEvent.click(
    within(screen.getByRole("listitem", { name: "Numéro 1" })).getByRole("button", { name: "C’est fait" }),
  );
  await passes(1);
  await tap("Plus tard");
  leave();
  await showTablet(open(2));
  expect(await listed()).toEqual([expect.stringContaining("noté que le 2 partait")]);
});

test("« C’est fait » twice ticks one off, and the next stays to be read", async () => {
  kept(open(2), notice(1), notice(2));
  await showTablet(open(2));
  await tap(/2 choses à vérifier$/u);
  await passes(1);
  for (const _ of [1, 2]) {
    fireEvent.click(screen.getAllByRole("button", { name: "C’est fait" })[0]!);
    await passes(0.2);
  }
  expect(screen.getAllByRole("button", { name: "C’est fait" })).toHaveLength(1);
});

test("the list opens on its heading, so that Enter ticks nothing off, and closes with its last entry", async () => {
  kept(open(1), notice(1));
  await showTablet(open(1));
  await tap(/1 chose à vérifier$/u);
  expect(screen.getByRole("heading", { name: "À vérifier" })).toHaveFocus();
  await tap("C’est fait");
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(screen.getByText("Tout est gardé")).toBeInTheDocument();
});

test("what stands follows the line while the list is open", async () => {
  kept(open(1), notice(1, { act: "call", why: "already-called", desk: 1 }));
  const { server } = await showTablet(open(1));
  await tap(/1 chose à vérifier$/u);
  const entry = screen.getByRole("listitem", { name: "Numéro 1" });
  expect(entry).toHaveTextContent("Le 1 attend dans la liste.");
  server.becomes(then(server.state, "9:10", { type: "call-next", desk: 1 }));
  await passes(0);
  expect(entry).toHaveTextContent("Le 1 est appelé à la table 1.");
  expect(entry).toHaveTextContent("Dites au 1 d’aller à la table 1.");
});

test("what needs an answer now is marked and comes first", async () => {
  kept(open(2), notice(1), notice(2, { act: "add-visit", why: "renumbered", shown: 12 }));
  await showTablet(open(2));
  await tap(/2 choses à vérifier$/u);
  const [first, second] = screen.getAllByRole("listitem", { name: /^Numéro/u });
  expect(first).toHaveTextContent(/^À voir d’abord.*Échangez la carte 12 contre la carte 2\./u);
  expect(second).not.toHaveTextContent("À voir d’abord");
});

test("it is there once the half-day is over", async () => {
  const over: LineState = { ...open(1), status: "closed" };
  kept(over, notice(1, { act: "start", why: "noted-after-close" }));
  await showTablet(over);
  expect(screen.getByRole("heading", { level: 1 })).toBeInTheDocument();
  expect(await listed()).toEqual([expect.stringContaining("Ce que vous avez fait est noté dans le bilan.")]);
});

test("who sits at another half-day finds the way there", async () => {
  const elsewhere = { permanence: person(99), place: "Hautepierre", day: "2026-09-04", desk: 3 };
  const { visit: _, number: __, ...nobody } = notice(1);
  kept(open(1), { ...nobody, act: "take-desk", why: "seated-elsewhere", elsewhere });
  await showTablet(open(1));
  await tap(/1 chose à vérifier$/u);
  expect(screen.getByRole("link", { name: "La terminer d’abord" })).toHaveAttribute(
    "href",
    `/conseiller/permanences/${person(99)}`,
  );
});

test("what was refused while the network was there is said at once, and is in no list", async () => {
  const { server } = await showTablet(open(2));
  server.state = then(server.state, "9:09", { type: "call-next", desk: 1 });
  await tap("Appeler le 1");
  expect(screen.getByText("Le 1 est déjà appelé à la table 1.")).toBeInTheDocument();
  expect(await listed()).toEqual([]);
});

describe("acts that are refused while the network is there", () => {
  beforeEach(() => atTime("9:10"));

  test("two desks call one person: the second reads and hears where that person is until it goes on, and sees who is next", async () => {
    const { server } = await showTablet(open(3));
    server.state = then(server.state, "9:09", { type: "call-next", desk: 1 });
    await tap("Appeler le 1");
    expect(screen.getByText("Le 1 est déjà appelé à la table 1.").closest("[role=status]")).toBeInTheDocument();
    expect(button("Appeler le 2")).toBeEnabled();
    expect(server.state.visits[1]).toMatchObject({ state: "waiting" });
    await tap("Appeler le 2");
    expect(screen.queryByText(/déjà appelé/)).not.toBeInTheDocument();
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

  test("when opening fails because the desk is taken, one sentence says so, not two", async () => {
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

  test("who has somebody at a desk of another half-day reads which one, with the way to it, and sits at no desk here", async () => {
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

  test("an act at a desk that a colleague has by now is not undone, and the sentence says why", async () => {
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
});
