import { screen, within } from "@testing-library/react";
import { atTime, button, passes, showTablet, tap, later, onScreen } from "#tests/components/tablet/show-tablet.tsx";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { at, booked, COLLEAGUE, ME, open, person, then } from "#tests/components/tablet/morning.ts";
import type { ServingVisit } from "#lib/queue/line/visit.ts";
import { plusMinutes } from "#lib/time/instant.ts";

const WITH_TOPIC = "caf-prime-activite";

/** Number 1 is served at desk 2 since 9:02, the others are in line. */
const serving = (people: number, given = {}) =>
  then(then(open(people, given), "9:01", { type: "call-next", desk: 2 }), "9:02", { type: "start", visit: person(1) });

const line = (): string[] =>
  within(screen.getByRole("region", { name: /attend/ }))
    .getAllByRole("button")
    .map((row) => row.textContent ?? "")
    .filter((text) => /^\d/.test(text));

beforeEach(() => atTime("9:28"));

test("the first row is whom the rule calls now: a due appointment before the walk-ins", async () => {
  const withBooked = open(3, { expected: [booked(1, "9:30")] });
  const [expected] = withBooked.expected;
  await showTablet(then(withBooked, "9:20", { type: "check-in", appointment: expected?.id ?? "", visit: person(4) }));
  const [first, second] = line();
  expect(first).toMatch(/^4.*Rendez‑vous 9\u00a0h\u00a030.*depuis 9\u00a0h\u00a020.*Prochain/);
  expect(second).toMatch(/^1.*depuis 8\u00a0h\u00a050.*38 min/);
  expect(second).not.toContain("Prochain");
  expect(button("Appeler le 4")).toBeEnabled();
});

test("the wanted conseiller is shown: « me », or the table where the other one sits; nobody who sits at no table", async () => {
  const asks = (id: number, hour: string, wanted: string) => ({ ...booked(id, hour), wanted });
  const away = "01990000-0000-7000-8000-0000000000ff";
  const expected = [asks(1, "9:30", ME), asks(2, "10:00", COLLEAGUE), asks(3, "10:30", away)];
  const here = then(open(1, { expected }), "9:20", {
    type: "check-in",
    appointment: expected[0]?.id ?? "",
    visit: person(2),
  });
  await showTablet(here);
  expect(line()[0]).toMatch(/^2.*Rendez‑vous 9\sh\s30.*Demande à vous voir/);
  expect(button(/^Rendez‑vous 10\sh\s*: arrivée/)).toHaveTextContent("Demande la table 1");
  expect(button(/^Rendez‑vous 10\sh\s30/)).not.toHaveTextContent("Demande");
});

test("an appointment becomes due while the conseiller looks: the button changes by itself", async () => {
  atTime("9:27:50");
  const withBooked = open(1, { expected: [booked(1, "9:30")] });
  const [expected] = withBooked.expected;
  await showTablet(then(withBooked, "9:20", { type: "check-in", appointment: expected?.id ?? "", visit: person(2) }));
  expect(button("Appeler le 1")).toBeEnabled();
  await passes(11);
  expect(button("Appeler le 2")).toBeEnabled();
});

test("the desk shows how long the visit has lasted and how long the procedure usually takes", async () => {
  const state = serving(1);
  await showTablet({ ...state, visits: state.visits.map((visit) => ({ ...visit, topic: WITH_TOPIC })) });
  expect(screen.getByRole("heading", { name: "1 CAF\u00a0: prime d’activité" })).toBeInTheDocument();
  expect(screen.getByText("avec vous depuis 26 min · prévu 45")).toBeInTheDocument();
});

test("while somebody sits at the desk the others are numbers and times only", async () => {
  const state = serving(3);
  const withTopics = { ...state, visits: state.visits.map((visit) => ({ ...visit, topic: WITH_TOPIC })) };
  const { leave } = await showTablet(withTopics);
  expect(line().join()).not.toContain("prime d’activité");
  leave();
  await showTablet(then(withTopics, "9:27", { type: "finish", visit: person(1) }));
  expect(line().join()).toContain("prime d’activité");
});

test("three minutes count down after a call; then the tablet asks and decides nothing", async () => {
  const { server } = await showTablet(open(1));
  await tap("Appeler le 1");
  await passes(20);
  expect(screen.getByText("Encore 2 min 40 s pour venir à la table 2.")).toBeInTheDocument();
  await passes(161);
  expect(screen.getByText("3 minutes sont passées. La personne est-elle là ?")).toBeInTheDocument();
  expect(server.state.visits[0]).toMatchObject({ state: "called" });
});

test("who missed a call and stands there now is called without a reason, and nobody is counted as overtaken", async () => {
  const { server } = await showTablet(open(3));
  await tap("Appeler le 1");
  await tap(/^N’a pas répondu/);
  await tap(/^1.*N’a pas répondu/);
  expect(screen.getByText("N’a pas répondu à l’appel. Son tour revient bientôt, tout seul.")).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "C’est urgent" })).not.toBeInTheDocument();
  expect(screen.queryByText(/^Les personnes devant liront/)).not.toBeInTheDocument();
  await tap("Appeler le 1 maintenant");
  expect(server.received.at(-1)).not.toHaveProperty("override");
  expect(server.state).toMatchObject({ visits: [{ state: "called", desk: 2 }, {}, {}], overtakes: [] });
});

test("where that passes somebody before them it is counted, and said", async () => {
  const { server } = await showTablet(open(3));
  await tap(/^3.*depuis/);
  await tap("C’est urgent");
  await tap(/^N’a pas répondu/);
  await tap(/^3.*N’a pas répondu/);
  expect(screen.getByText(/^Les personnes devant liront/)).toBeInTheDocument();
  await tap("Appeler le 3 maintenant");
  expect(server.state.overtakes.at(-1)).toMatchObject({ overtaken: [person(1), person(2)] });
});

test("the third call says what an absence then means", async () => {
  const state = then(open(1), "9:27", { type: "call-next", desk: 2 });
  await showTablet({ ...state, visits: state.visits.map((visit) => ({ ...visit, missedCalls: 2 })) });
  expect(button(/N’a pas répondu/)).toHaveTextContent("3e appel : le numéro sort de la liste.");
});

test("calling out of turn wants one of four reasons, and it is counted", async () => {
  const { server } = await showTablet(open(3));
  await tap(/^3.*depuis/);
  expect(screen.queryByRole("button", { name: "Appeler le 3 maintenant" })).not.toBeInTheDocument();
  await tap("C’est urgent");
  expect(server.state.visits[2]).toMatchObject({ state: "called", desk: 2 });
  expect(server.state.overtakes).toMatchObject([{ overtaken: [person(1), person(2)] }]);
  expect(server.received.at(-1)).toMatchObject({ type: "call", override: "urgent" });
});

test("while somebody sits at the desk nobody else can be called, and it is said why", async () => {
  const { server } = await showTablet(serving(3));
  await tap(/^3.*depuis/);
  expect(screen.getByText("Pour l’appeler, terminez d’abord avec le 1.")).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "C’est urgent" })).not.toBeInTheDocument();
  await tap("Donner la priorité");
  expect(server.state.visits[2]).toMatchObject({ priority: true });
  expect(line()[0]).toMatch(/^3Priorité/);
});

test("who does not want to wait any more leaves the list, and can be put back", async () => {
  const { server } = await showTablet(open(2));
  await tap(/^2.*depuis/);
  await tap("Ne veut plus attendre");
  expect(server.state.visits[1]).toMatchObject({ state: "left", why: "staff" });
  await tap(/^Remettre le 2 dans la liste/);
  expect(server.state.visits[1]).toMatchObject({ state: "waiting" });
});

test("the numbers are stopped for this morning, and given again", async () => {
  const { server } = await showTablet(open(1));
  await tap("Ne plus donner de numéros ce matin");
  expect(server.state.numbers).toBe("stopped");
  expect(screen.queryByRole("button", { name: /^\+ 1 personne/ })).not.toBeInTheDocument();
  await tap("Donner à nouveau des numéros");
  expect(server.state.numbers).toBe("given");
});

test("once numbers are stopped and everybody has gone, the place of the next call says how to close", async () => {
  const over = then(serving(1), "9:26", { type: "stop-numbers" });
  await showTablet(over);
  await tap(/^Terminer(?! et)/);
  expect(screen.getByText("Les numéros sont arrêtés.")).toBeInTheDocument();
  expect(screen.getByText(/^Pour fermer la permanence\s: «\sPause, fermer…\s», en haut\.$/)).toBeInTheDocument();
});

test("it does not while somebody is still to come, is out, or is with a colleague", async () => {
  const stopped = (line: LineState) => then(line, "9:26", { type: "stop-numbers" });
  const colleagues = then(then(open(1), "9:01", { type: "call-next", desk: 1 }), "9:02", {
    type: "start",
    visit: person(1),
  });
  const out = then(open(1), "9:10", { type: "away", visit: person(1), until: at("9:40") });
  for (const line of [open(0, { expected: [booked(1, "10:00")] }), colleagues, out]) {
    const { leave } = await showTablet(stopped(line));
    expect(screen.queryByText(/^Pour fermer la permanence/)).not.toBeInTheDocument();
    leave();
  }
});

test("each other desk has a line", async () => {
  const calling = then(open(2), "9:05", { type: "call-next", desk: 1 });
  const { server } = await showTablet(calling);
  expect(screen.getByText("Table 1 : on appelle le 1")).toBeInTheDocument();
  server.becomes(then(calling, "9:07", { type: "start", visit: person(1) }));
  await passes(0);
  expect(screen.getByText("Table 1 : numéro 1, depuis 21 min")).toBeInTheDocument();
});

test("the number can be held up to the room, with its picture and the desk", async () => {
  await showTablet(open(1));
  await tap("Appeler le 1");
  await tap("Montrer le numéro");
  const shown = within(screen.getByRole("dialog", { name: "Montrer le numéro" }));
  expect(shown.getByText("1")).toBeInTheDocument();
  expect(shown.getByText("le soleil")).toBeInTheDocument();
  expect(shown.getByText("table 2")).toBeInTheDocument();
  await tap("Fermer");
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
});

test("nobody is named: the tablet knows numbers only", async () => {
  const { server } = await showTablet(open(2));
  await tap("Appeler le 1");
  expect(Object.keys(server.received.at(-1) ?? {}).sort()).toEqual(["at", "desk", "device", "expected", "id", "type"]);
  expect(server.received.at(-1)).not.toHaveProperty("device", ME);
});

test("an undone number is listed as such, so that nobody looks for it", async () => {
  await showTablet(open(2));
  expect(screen.queryByText(/annulé/)).toBeNull();
  await tap(/^\+ 1 personne/);
  await tap(/^Annuler le 3/);
  expect(screen.getByText("Numéro annulé : 3")).toBeInTheDocument();
});

describe("a help that lasts long", () => {
  const mine = { conseiller: ME };
  /** The first is helped at my desk since 9:00; without a topic that takes 20 minutes, with this one 45. */
  const served = (topic?: string): LineState => {
    const line = topic === undefined ? open(2) : then(open(2), "9:00", { type: "describe", visit: person(1), topic });
    return then(
      then(line, "9:00", { type: "call-next", desk: 2 }, mine),
      "9:00",
      { type: "start", visit: person(1) },
      mine,
    );
  };
  const asked = () => screen.queryByText("Encore en cours ?");

  test("at twice the usual minutes the tablet asks whether it goes on, and not before", async () => {
    atTime("9:39");
    await showTablet(served());
    expect(asked()).toBeNull();
    await passes(61);
    expect(asked()).toBeInTheDocument();
    expect(screen.getByText(/D’habitude 20\smin\./u)).toBeInTheDocument();
  });

  test("the minutes are those of the topic", async () => {
    atTime("9:50");
    await showTablet(served("caf-prime-activite"));
    expect(asked()).toBeNull();
    await later(41);
    expect(asked()).toBeInTheDocument();
  });

  test("« Oui » quiets it for that person, and only for them", async () => {
    atTime("9:50");
    const { server } = await showTablet(served());
    await tap("Oui, on continue");
    await later(120);
    expect(asked()).toBeNull();
    expect(server.received).toEqual([]);
    await tap("Terminer et appeler le 2");
    await tap("Commencer");
    await later(41);
    expect(asked()).toBeInTheDocument();
  });

  test("« C’est fini » asks when about, and the help ends at the hour that is touched: three taps in all", async () => {
    atTime("9:50");
    const line = served();
    const begun = (line.visits[0] as ServingVisit).startedAt;
    const { server } = await showTablet(line);
    await tap("C’est fini");
    expect(document.activeElement).toBe(screen.getByText(/Fini quand, à peu près/u));
    expect(server.received).toEqual([]);
    await tap(/^Vers 9\sh\s20$/u);
    const endedAt = plusMinutes(begun, 20);
    expect(server.received).toMatchObject([{ type: "finish", visit: person(1), endedAt }]);
    expect(server.state.visits[0]).toMatchObject({ state: "done", endedAt, endedAbout: true });
  });

  test("« À l’instant » ends it as « Terminer » does", async () => {
    atTime("9:50");
    const { server } = await showTablet(served());
    await tap("C’est fini");
    await tap("À l’instant");
    expect(server.received).toMatchObject([{ type: "finish", visit: person(1) }]);
    expect(server.received[0]).not.toHaveProperty("endedAt");
  });
});

describe("a booked person who came early", () => {
  beforeEach(() => atTime("9:10"));

  const early = (people: number) =>
    then(open(people, { expected: [booked(1, "11:30")] }), "9:09", {
      type: "check-in",
      appointment: booked(1, "11:30").id,
      visit: person(40),
    });

  test("a booked person who is early and stands below the rows that are seen is named above them, and opens by a touch", async () => {
    await showTablet(early(6));
    const above = within(screen.getByRole("list", { name: "Rendez‑vous arrivés", hidden: true }));
    expect(above.getAllByRole("button", { hidden: true }).map(({ textContent }) => textContent)).toEqual([
      "7 · 11\u00a0h\u00a030",
    ]);
    await tap(/^7 · 11/);
    expect(screen.getByRole("dialog")).toHaveTextContent("7");
  });

  test("among the rows that are seen nobody is named twice", async () => {
    await showTablet(early(5));
    expect(screen.queryByText("Rendez‑vous arrivés")).toBeNull();
  });
});

describe("topic and language", () => {
  beforeEach(() => atTime("9:20"));

  const mine = { conseiller: ME };
  const called = (people: number) => then(open(people), "9:19", { type: "call-next", desk: 2 }, mine);
  const served = (people: number) => then(called(people), "9:20", { type: "start", visit: person(1) }, mine);
  const visit = (state: LineState, number: number) => state.visits.find((one) => one.number === number);

  test("the topic is one tap during help, and another tap takes it off", async () => {
    const { server } = await showTablet(served(2));
    await tap("Impôts");
    expect(visit(server.state, 1)).toMatchObject({ topic: "impots" });
    expect(screen.getByRole("heading", { level: 2, name: /Impôts/u })).toBeInTheDocument();
    expect(button("Impôts")).toHaveAttribute("aria-pressed", "true");
    await tap("Impôts");
    expect(visit(server.state, 1)).not.toHaveProperty("topic");
  });

  test("the one that is noted comes first, and the next one replaces it", async () => {
    const { server } = await showTablet(served(2));
    await tap("Impôts");
    expect(button("Impôts").compareDocumentPosition(button(/^CAF/u)) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    await tap("Autre chose");
    expect(visit(server.state, 1)).toMatchObject({ topic: "autre" });
  });

  test("with the card in hand they are one tap each, and each button names the number", async () => {
    const { server } = await showTablet(served(1));
    await tap(/^\+ 1 personne/u);
    await tap(/^2\s: Impôts$/u);
    await tap(/^2\s: TR$/u);
    expect(visit(server.state, 2)).toMatchObject({ state: "waiting", topic: "impots", language: "tr" });
    expect(visit(server.state, 1)).not.toHaveProperty("topic");
  });

  test("so they are at the door, and skipping costs nothing: the next number is one tap", async () => {
    const { server } = await showTablet(then(open(0), "9:00", { type: "leave-desk" }, mine));
    await tap(/^Donner les numéros/u);
    await tap(/^\+ 1 personne/u);
    await tap(/^1\s: Impôts$/u);
    await tap(/^\+ 1 personne/u);
    await tap(/^\+ 1 personne/u);
    expect(server.state.visits).toMatchObject([{ number: 1, topic: "impots" }, { number: 2 }, { number: 3 }]);
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  test("on a phone they stand below the acts, so that no act moves", async () => {
    onScreen(390);
    await showTablet(served(2));
    const [finish] = screen.getAllByRole("button", { name: /^Terminer(?! et)/u });
    const order = finish?.compareDocumentPosition(button("Impôts")) ?? 0;
    expect(order & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  });

  const described = (state: LineState, number: number, what: { topic?: string; language?: string }) =>
    then(state, "9:19", { type: "describe", visit: person(number), ...what });

  test("the line says in which language somebody speaks, after the topic", async () => {
    const line = described(described(open(3), 2, { topic: "impots", language: "ar" }), 3, { language: "tr" });
    await showTablet(line);
    expect(button(/^2.*Impôts · arabe/u)).toBeInTheDocument();
    expect(button(/^3.*turc/u)).toBeInTheDocument();
  });

  test("like the topic it is not shown while somebody sits at the desk, who could read it", async () => {
    await showTablet(described(served(2), 2, { language: "ar" }));
    expect(button(/^2.*depuis/u)).not.toHaveAccessibleName(/arabe/u);
  });

  test("the sheet of a person says in which language they speak", async () => {
    await showTablet(described(open(3), 3, { language: "ar" }));
    await tap(/^3.*depuis/u);
    expect(
      within(screen.getByRole("dialog", { name: "Numéro 3" })).getByText(/^Langue\s: arabe$/u),
    ).toBeInTheDocument();
  });

  test("the card of whom one is about to call, or has called, says in which language they speak", async () => {
    await showTablet(described(open(2), 1, { topic: "impots", language: "ar" }));
    const card = () => screen.getByRole("heading", { level: 2, name: "1 Impôts · arabe" });
    expect(card()).toBeInTheDocument();
    await tap("Appeler le 1");
    expect(button("Commencer")).toBeInTheDocument();
    expect(card()).toBeInTheDocument();
  });

  test("without a topic it stands after the name of the picture", async () => {
    await showTablet(described(called(2), 1, { language: "ar" }));
    expect(screen.getByRole("heading", { level: 2, name: /^1 .+ · arabe$/u })).toBeInTheDocument();
  });

  test("French is not said, neither in the line nor in the sheet nor on the card", async () => {
    await showTablet(described(described(open(2), 1, { language: "fr" }), 2, { language: "fr" }));
    expect(screen.getByRole("heading", { level: 2, name: /^1 /u })).not.toHaveAccessibleName(/français/u);
    expect(button(/^2.*depuis/u)).not.toHaveAccessibleName(/français/u);
    await tap(/^2.*depuis/u);
    expect(within(screen.getByRole("dialog", { name: "Numéro 2" })).queryByText(/français/u)).toBeNull();
  });

  test("a desk of other topics is told so, and offered the first whom it may serve", async () => {
    const line = then(open(3), "9:10", { type: "describe", visit: person(1), topic: "impots" });
    const skilled: LineState = {
      ...then(line, "9:11", { type: "describe", visit: person(2), topic: "caf-prime-activite" }),
      desks: line.desks.map((desk) => (desk.number === 2 ? { ...desk, topics: ["caf-prime-activite"] } : desk)),
    };
    const { server } = await showTablet(skilled);
    const desk = within(screen.getByRole("region", { name: "À qui le tour" }));
    expect(desk.getByText(/Ce n’est pas un de vos sujets\./u)).toBeInTheDocument();
    await tap("Appeler le 2 un de vos sujets");
    expect(server.received.at(-1)).toMatchObject({ type: "call", visit: person(2), override: "skills" });
  });

  test("the person whose topic it does not serve may be received all the same", async () => {
    const line = then(open(2), "9:10", { type: "describe", visit: person(1), topic: "impots" });
    const { server } = await showTablet({
      ...line,
      desks: line.desks.map((desk) => ({ ...desk, topics: ["caf-prime-activite"] as const })),
    });
    await tap("Appeler le 1");
    expect(server.received.at(-1)).toMatchObject({ type: "call-next" });
  });
});
