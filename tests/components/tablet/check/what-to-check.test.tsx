import { fireEvent, screen, within } from "@testing-library/react";
import type { ActNotice } from "#components/tablet/device/act-notice.ts";
import { keepNotices } from "#components/tablet/device/kept-notices.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { at, COLLEAGUE, ME, open, person, then } from "#tests/components/tablet/morning.ts";
import { atTime, button, later, listed, passes, showTablet, tap } from "#tests/components/tablet/show-tablet.tsx";

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

test("one button says how many there are, and nothing covers the table until it is asked for", async () => {
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

describe("« Terminer et appeler » without network, when the first of the two acts falls", () => {
  const helping = then(then(open(4), "9:01", { type: "call-next", desk: 2 }), "9:02", {
    type: "start",
    visit: person(1),
    desk: 2,
  });
  /** Meanwhile reception has freed this table, and the other one goes on with the same person. */
  const helpedElsewhere = (line: LineState): LineState => {
    const back = then(then(line, "9:11", { type: "free-desk", desk: 2 }), "9:11", { type: "call-next", desk: 1 });
    return then(back, "9:12", { type: "start", visit: person(1), desk: 1 }, { conseiller: COLLEAGUE });
  };

  test("the call of the next person is listed too, with where they are and what to say", async () => {
    const { server } = await showTablet(helping);
    server.cut();
    await passes(6);
    await tap("Terminer et appeler le 3");
    await later(1);
    server.state = helpedElsewhere(server.state);
    server.restore();
    await passes(6);
    expect(server.state.visits[2]).toMatchObject({ state: "waiting" });
    expect(await listed()).toContainEqual(
      expect.stringMatching(
        /vous avez appelé le 3, .*\. L’appel du 3 n’a pas été gardé\. \| Le 3 attend dans la liste\. \| Dites au 3 d’attendre son appel\.$/u,
      ),
    );
  });

  test("a call that was taken back before needs no word", async () => {
    const { server } = await showTablet(helping);
    server.cut();
    await passes(6);
    await tap("Terminer et appeler le 3");
    await tap(/^Annuler l’appel du 3/u);
    await later(1);
    server.state = helpedElsewhere(server.state);
    server.restore();
    await passes(6);
    expect(await listed()).toEqual([expect.stringContaining("vous avez terminé avec le 1")]);
  });
});
