import { act, fireEvent, screen, within } from "@testing-library/react";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { COLLEAGUE, ME, open, person, then } from "#tests/components/tablet/morning.ts";
import {
  atTime,
  button,
  later,
  listed,
  onScreen,
  passes,
  showTablet,
  tap,
} from "#tests/components/tablet/show-tablet.tsx";

beforeEach(() => atTime("9:38"));

const mine = { conseiller: ME };
/** The first is helped at my desk since 9:10, for 28 minutes by now. */
const served = (people: number, topic?: string): LineState => {
  let line = then(open(people), "9:09", { type: "call-next", desk: 2 }, mine);
  line = then(line, "9:10", { type: "start", visit: person(1) }, mine);
  return topic === undefined ? line : then(line, "9:11", { type: "describe", visit: person(1), topic });
};
const card = () => within(screen.getByRole("region", { name: "Compte rendu du 1" }));
const noCard = () => expect(screen.queryByRole("region", { name: /^Compte rendu/u })).toBeNull();

test("the report is two taps: « Terminer », then « Enregistrer », with the themes of the topic and the preset nearest to the clock", async () => {
  const { server } = await showTablet(served(2, "caf-prime-activite"));
  noCard();
  await tap(/^Terminer(?! et)/u);
  expect(card().getByText(/^Social, santé · 30\smin$/u)).toBeInTheDocument();
  await tap("Enregistrer");
  expect(server.received.at(-1)).toMatchObject({
    type: "report",
    visit: person(1),
    report: { themes: ["aide_aux_demarches_administratives", "social_sante"], minutes: 30, equipment: [] },
  });
  expect(card().getByText(/^Noté\s: Social, santé · 30\smin$/u)).toBeInTheDocument();
});

test("it holds nothing up: the next one is called in one tap with it on the screen, and it goes when their help begins", async () => {
  const { server } = await showTablet(served(3, "impots"));
  await tap("Terminer et appeler le 2");
  expect(card().getByText(/^Argent, impôts · 30\smin$/u)).toBeInTheDocument();
  await tap("Commencer");
  noCard();
  expect(server.received.map(({ type }) => type)).not.toContain("report");
});

test("without a topic one tap on it notes it, and fills the report", async () => {
  const { server } = await showTablet(served(2));
  await tap(/^Terminer(?! et)/u);
  expect(button("Enregistrer")).toBeDisabled();
  await tap("Impôts");
  expect(server.state.visits[0]).toMatchObject({ state: "done", topic: "impots" });
  await tap("Enregistrer");
  expect(server.received.at(-1)).toMatchObject({
    report: { themes: ["aide_aux_demarches_administratives", "argent_impots"] },
  });
});

test("the rest stands behind « Plus… », in the values of the national form", async () => {
  const { server } = await showTablet(served(2, "impots"));
  await tap(/^Terminer(?! et)/u);
  await tap("Plus…");
  const form = within(screen.getByRole("dialog", { name: "Compte rendu du 1" }));
  for (const answer of [
    /^45\smin$/u,
    "E-mail",
    "Avec guidage",
    "Téléphone",
    "Ordinateur",
    "70 ans et plus",
    "Féminin",
    "À la retraite",
    "Une administration",
  ])
    fireEvent.click(form.getByRole("button", { name: answer }));
  await passes(1);
  fireEvent.click(form.getByRole("button", { name: "Enregistrer" }));
  await passes(0);
  expect(server.received.at(-1)).toMatchObject({
    type: "report",
    report: {
      themes: ["email", "aide_aux_demarches_administratives", "argent_impots"],
      minutes: 45,
      autonomy: "entierement_accompagne",
      equipment: ["telephone", "ordinateur"],
      ageBand: "soixante_dix_plus",
      gender: "feminin",
      status: "retraite",
      redirect: "administration",
    },
  });
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("without network the report is kept here and sent later", async () => {
  const { server } = await showTablet(served(2, "impots"));
  server.cut();
  await tap(/^Terminer(?! et)/u);
  await tap("Enregistrer");
  expect(card().getByText(/^Noté/u)).toBeInTheDocument();
  server.restore();
  await passes(10);
  expect(server.received.map(({ type }) => type)).toEqual(expect.arrayContaining(["finish", "report"]));
});

test("on a phone it stands below the acts, so that « Appeler » stays where it is", async () => {
  onScreen(390);
  await showTablet(served(2, "impots"));
  await tap(/^Terminer(?! et)/u);
  const order = button("Appeler le 2").compareDocumentPosition(button("Enregistrer"));
  expect(order & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
});

test("what is not saved is found again in one's list, to which the card leads while the server answers", async () => {
  const { server, leave } = await showTablet(served(2, "impots"));
  await tap(/^Terminer(?! et)/u);
  expect(card().getByRole("link", { name: "vos comptes rendus à faire" })).toHaveAttribute(
    "href",
    "/conseiller/comptes-rendus",
  );
  leave();
  expect(server.received.map(({ type }) => type)).toEqual(["finish"]);
  await showTablet(served(2, "impots"), { shared: true });
  await tap(/^Terminer(?! et)/u);
  expect(card().queryByRole("link")).toBeNull();
});

describe("whom a colleague has helped is nobody's to report here", () => {
  const colleague = { conseiller: COLLEAGUE };
  const TYPED = /Ce que vous aviez saisi\s: Argent, impôts · 30\smin/u;

  test("the card goes once the line says who helped, and nothing is asked any more", async () => {
    const { server } = await showTablet(open(2));
    server.cut();
    await passes(6);
    await tap("Appeler le 1");
    await passes(3);
    await tap("Commencer");
    await later(5);
    await tap(/^Terminer(?! et)/u);
    expect(card().getByRole("button", { name: "Enregistrer" })).toBeInTheDocument();
    server.state = then(server.state, "9:38:10", { type: "call", visit: person(1), desk: 1 }, colleague);
    server.state = then(server.state, "9:38:20", { type: "start", visit: person(1) }, colleague);
    server.state = then(server.state, "9:41", { type: "finish", visit: person(1) }, colleague);
    server.restore();
    await passes(6);
    expect(server.state.visits[0]).toMatchObject({ state: "done", desk: 1 });
    noCard();
  });

  test("a report that was saved without network falls with the help, and what was typed stands in the list to be copied, also after a reload", async () => {
    const { server, leave } = await showTablet(
      then(open(2), "9:01", { type: "describe", visit: person(1), topic: "impots" }),
    );
    server.cut();
    await passes(6);
    await tap("Appeler le 1");
    await passes(3);
    await tap("Commencer");
    await later(28);
    await tap(/^Terminer(?! et)/u);
    await tap("Enregistrer");
    server.state = then(server.state, "9:38:10", { type: "call", visit: person(1), desk: 1 }, colleague);
    server.state = then(server.state, "9:38:20", { type: "start", visit: person(1) }, colleague);
    server.restore();
    await passes(6);
    noCard();
    expect(await listed()).toEqual([expect.stringMatching(TYPED)]);
    const { state } = server;
    leave();
    await showTablet(state);
    expect(await listed()).toEqual([expect.stringMatching(TYPED)]);
  });

  test("one that is being written when the line says so is not lost: refused, told, and kept until « Compris »", async () => {
    const { server } = await showTablet(served(2, "impots"));
    await tap(/^Terminer(?! et)/u);
    await tap("Plus…");
    // Coordination had given the person to the other desk, and what ended here was not this help.
    let line = then(served(2, "impots"), "9:38:05", { type: "take-over", visit: person(1), desk: 1 });
    line = then(line, "9:38:30", { type: "finish", visit: person(1) }, colleague);
    act(() => server.becomes({ ...line, version: server.state.version + 5 }));
    await passes(5);
    const form = within(screen.getByRole("dialog", { name: "Compte rendu du 1" }));
    fireEvent.click(form.getByRole("button", { name: "Avec guidage" }));
    await passes(1);
    fireEvent.click(form.getByRole("button", { name: "Enregistrer" }));
    await passes(0);
    noCard();
    const told = () => screen.queryByText(/^Le compte rendu du 1 revient à qui l’a aidé, à la table 1\./u);
    expect(told()?.parentElement).toHaveTextContent(TYPED);
    expect(told()?.parentElement).toHaveTextContent("Avec guidage");
    expect(server.received.map(({ type }) => type)).not.toContain("report");
    await tap("Appeler le 2");
    expect(told()).toBeInTheDocument();
    await tap("Compris");
    expect(told()).toBeNull();
  });
});

describe("the reports to write are one tap away", () => {
  const link = () => screen.queryByRole("link", { name: "Voir mes comptes rendus à faire" });
  const LIST = "/conseiller/comptes-rendus";
  const leaveDesk = async () => {
    await tap("Pause, fermer…");
    await tap("Quitter la table 2");
  };
  const finished = (people: number) =>
    then(served(people, "impots"), "9:37", { type: "finish", visit: person(1) }, mine);

  test("once a conseiller has left their desk", async () => {
    await showTablet(finished(2));
    expect(link()).toBeNull();
    await leaveDesk();
    expect(screen.getByRole("heading", { name: "Choisissez votre table" })).toBeInTheDocument();
    expect(link()).toHaveAttribute("href", LIST);
  });

  test("not before anybody was helped", async () => {
    await showTablet(then(open(2), "9:01", { type: "take-desk", desk: 2, conseiller: ME }, mine));
    await leaveDesk();
    expect(screen.getByRole("heading", { name: "Choisissez votre table" })).toBeInTheDocument();
    expect(link()).toBeNull();
  });

  test("once the half-day is closed, beside its summary", async () => {
    await showTablet(finished(1));
    await tap("Pause, fermer…");
    await tap("Fermer la permanence");
    await tap("Fermer la permanence");
    expect(screen.getByRole("link", { name: "Voir le bilan" })).toBeInTheDocument();
    expect(link()).toHaveAttribute("href", LIST);
  });

  test("never where that page could not open: without network, and on a shared tablet", async () => {
    const left = then(finished(1), "9:38", { type: "leave-desk" }, mine);
    const { server, leave } = await showTablet(left);
    expect(link()).toBeInTheDocument();
    server.cut();
    await passes(6);
    expect(link()).toBeNull();
    server.restore();
    await passes(10);
    expect(link()).toBeInTheDocument();
    leave();
    await showTablet(left, { shared: true });
    expect(link()).toBeNull();
  });
});

describe("after « Orienter »", () => {
  const refer = async (to: string) => {
    await tap("Orienter vers…");
    await tap(new RegExp(`^${to}`));
  };
  const saved = async () => {
    await passes(1);
    const form = within(screen.getByRole("dialog", { name: "Compte rendu du 1" }));
    fireEvent.click(form.getByRole("button", { name: "Enregistrer" }));
    await passes(0);
  };

  test("the report says where to beforehand, on the card and behind « Plus… »", async () => {
    const to = "L’organisme de la démarche";
    const { server } = await showTablet(served(2, "impots"));
    await refer(to);
    expect(
      card().getByText(new RegExp(`^Argent, impôts · 30\\smin · Orientation\\s: ${to}$`, "u")),
    ).toBeInTheDocument();
    await tap("Plus…");
    expect(button(to)).toHaveAttribute("aria-pressed", "true");
    await saved();
    expect(server.received.at(-1)).toMatchObject({
      type: "report",
      visit: person(1),
      report: { redirect: "operateur_ou_organisme_en_charge" },
    });
  });

  test("the card says so before a topic is noted as well", async () => {
    await showTablet(served(2));
    await refer("Une administration");
    expect(card().getByText(/^Orientation\s: Une administration$/u)).toBeInTheDocument();
    expect(card().getByRole("group", { name: /^Pour quoi\s\?$/u })).toBeInTheDocument();
  });

  test("« Enregistrer » on the card saves it too, more than a minute later as well", async () => {
    const { server } = await showTablet(served(2, "impots"));
    await refer("Une administration");
    await passes(70);
    // The line forgets what can be taken back no more.
    act(() => server.becomes({ ...server.state, version: server.state.version + 1, undoable: [] }));
    await passes(5);
    await tap("Enregistrer");
    expect(server.received.at(-1)).toMatchObject({ type: "report", report: { redirect: "administration" } });
  });

  test("what is chosen by hand wins, and stays when it is corrected", async () => {
    const { server } = await showTablet(served(2, "impots"));
    await refer("Une administration");
    await tap("Plus…");
    await tap("L’aide sociale");
    await saved();
    expect(server.received.at(-1)).toMatchObject({ report: { redirect: "aide_sociale" } });
    await tap("Corriger");
    expect(button("L’aide sociale")).toHaveAttribute("aria-pressed", "true");
    await tap("L’aide sociale");
    await saved();
    expect(server.received.at(-1)).toMatchObject({ type: "report" });
    expect(server.received.at(-1)).not.toHaveProperty("report.redirect");
    expect(server.received.at(-1)).not.toHaveProperty("report.redirected");
  });

  test("a referral that is taken back is not in the report of the help that goes on", async () => {
    const { server } = await showTablet(served(2, "impots"));
    await refer("Une administration");
    await tap(/^Annuler «/u);
    noCard();
    await tap(/^Terminer(?! et)/u);
    await tap("Enregistrer");
    expect(server.received.at(-1)).toMatchObject({ type: "report" });
    expect(server.received.at(-1)).not.toHaveProperty("report.redirect");
  });
});
