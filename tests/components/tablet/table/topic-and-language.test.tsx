import { screen, within } from "@testing-library/react";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { ME, open, person, then } from "#tests/components/tablet/morning.ts";
import { atTime, button, onScreen, passes, showTablet, tap } from "#tests/components/tablet/show-tablet.tsx";

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

test("topic and language are one tap each at the call", async () => {
  const { server } = await showTablet(called(2));
  await tap("العربية");
  await tap("Impôts");
  expect(visit(server.state, 1)).toMatchObject({ state: "called", topic: "impots", language: "ar" });
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

test("without network they are noted here and sent later", async () => {
  const { server } = await showTablet(served(2));
  server.cut();
  await tap("Impôts");
  await tap("Türkçe");
  expect(screen.getByRole("heading", { level: 2, name: /Impôts/u })).toBeInTheDocument();
  expect(visit(server.state, 1)).not.toHaveProperty("topic");
  server.restore();
  await passes(10);
  expect(visit(server.state, 1)).toMatchObject({ topic: "impots", language: "tr" });
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

test("like the topic it is not shown while somebody sits at the table, who could read it", async () => {
  await showTablet(described(served(2), 2, { language: "ar" }));
  expect(button(/^2.*depuis/u)).not.toHaveAccessibleName(/arabe/u);
});

test("the sheet of a person says in which language they speak", async () => {
  await showTablet(described(open(3), 3, { language: "ar" }));
  await tap(/^3.*depuis/u);
  expect(within(screen.getByRole("dialog", { name: "Numéro 3" })).getByText(/^Langue\s: arabe$/u)).toBeInTheDocument();
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
  const table = within(screen.getByRole("region", { name: "À qui le tour" }));
  expect(table.getByText(/Ce n’est pas un de vos sujets\./u)).toBeInTheDocument();
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
