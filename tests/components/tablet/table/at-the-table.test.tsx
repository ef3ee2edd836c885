import { screen, within } from "@testing-library/react";
import { atTime, button, passes, showTablet, tap } from "#tests/components/tablet/show-tablet.tsx";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { at, booked, COLLEAGUE, ME, open, person, then } from "#tests/components/tablet/morning.ts";

const WITH_TOPIC = "caf-prime-activite";

/** Number 1 is served at table 2 since 9:02, the others are in line. */
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

test("call, begin, finish: one touch each, and the server knows", async () => {
  const { server } = await showTablet(open(2));
  await tap("Appeler le 1");
  expect(server.state.visits[0]).toMatchObject({ state: "called", desk: 2 });
  await tap("Commencer");
  expect(server.state.visits[0]).toMatchObject({ state: "serving" });
  await tap(/^Terminer(?! et)/);
  expect(server.state.visits[0]).toMatchObject({ state: "done" });
  expect(button("Appeler le 2")).toBeEnabled();
});

test("« Terminer et appeler » does both", async () => {
  const { server } = await showTablet(serving(2));
  await tap("Terminer et appeler le 2");
  expect(server.state.visits).toMatchObject([{ state: "done" }, { state: "called", desk: 2 }]);
});

test("with nobody in line there is only « Terminer »", async () => {
  await showTablet(serving(1));
  expect(screen.queryByRole("button", { name: /Terminer et appeler/ })).not.toBeInTheDocument();
  await tap(/^Terminer(?! et)/);
  expect(screen.getByText("Personne n’attend.")).toBeInTheDocument();
});

test("the table shows how long the visit has lasted and how long the procedure usually takes", async () => {
  const state = serving(1);
  await showTablet({ ...state, visits: state.visits.map((visit) => ({ ...visit, topic: WITH_TOPIC })) });
  expect(screen.getByRole("heading", { name: "1 CAF\u00a0: prime d’activité" })).toBeInTheDocument();
  expect(screen.getByText("avec vous depuis 26 min · prévu 45")).toBeInTheDocument();
});

test("while somebody sits at the table the others are numbers and times only", async () => {
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

test("who did not answer stays in the list and the next is offered", async () => {
  const { server } = await showTablet(open(2));
  await tap("Appeler le 1");
  await tap(/^N’a pas répondu/);
  expect(server.state.visits[0]).toMatchObject({ state: "absent", missedCalls: 1 });
  expect(button("Appeler le 2")).toBeEnabled();
  expect(line()[1]).toMatch(/^1N’a pas répondu/);
});

test("who missed a call and stands there now is called without a reason, and nobody is counted as overtaken", async () => {
  const { server } = await showTablet(open(3));
  await tap("Appeler le 1");
  await tap(/^N’a pas répondu/);
  await tap(/^1.*N’a pas répondu/);
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

test("a call can be undone for a minute, and then the one before it", async () => {
  const { server } = await showTablet(serving(2));
  await tap("Terminer et appeler le 2");
  expect(button(/^Annuler l’appel du 2.*possible pendant 60\ss/)).toBeEnabled();
  await tap(/^Annuler l’appel du 2/);
  expect(server.state.visits).toMatchObject([{ state: "done" }, { state: "waiting", number: 2 }]);
  await tap(/^Annuler «\sTerminer\s» pour le 1/);
  expect(server.state.visits).toMatchObject([{ state: "serving", desk: 2 }, { state: "waiting" }]);
  await passes(61);
  expect(screen.queryByRole("button", { name: /^Annuler/ })).not.toBeInTheDocument();
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

test("while somebody sits at the table nobody else can be called, and it is said why", async () => {
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

test("one more person at work: the button says which card to hand over", async () => {
  const { server } = await showTablet(serving(4));
  expect(button("+ 1 personne puis donnez la carte 5, le vélo")).toBeEnabled();
  await tap(/^\+ 1 personne/);
  expect(server.state.visits).toHaveLength(5);
  expect(button("+ 1 personne puis donnez la carte 6, l’étoile")).toBeEnabled();
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

test("each other table has a line", async () => {
  const calling = then(open(2), "9:05", { type: "call-next", desk: 1 });
  const { server } = await showTablet(calling);
  expect(screen.getByText("Table 1 : on appelle le 1")).toBeInTheDocument();
  server.becomes(then(calling, "9:07", { type: "start", visit: person(1) }));
  await passes(0);
  expect(screen.getByText("Table 1 : numéro 1, depuis 21 min")).toBeInTheDocument();
});

test("the number can be held up to the room, with its picture and the table", async () => {
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
