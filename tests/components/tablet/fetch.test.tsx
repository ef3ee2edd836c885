import { screen } from "@testing-library/react";
import { ME, open, person, then } from "./morning.ts";
import { atTime, button, passes, showTablet, tap } from "./show-tablet.tsx";

beforeEach(() => atTime("9:00:30"));

const toFetch = (people: number) => then(open(people), "9:00", { type: "fetch", visit: person(1), on: true });

test("one tap with the card in hand says that somebody goes to the person at their turn; another takes it off", async () => {
  const { server } = await showTablet(open(0));
  await tap(/^\+ 1 personne/u);
  await tap("Aller chercher le 1 à son tour");
  expect(server.state.visits[0]).toMatchObject({ toFetch: true });
  expect(screen.getByText("On va chercher cette personne")).toBeInTheDocument();
  await tap("Ne plus aller chercher le 1");
  expect(server.state.visits[0]).not.toHaveProperty("toFetch");
});

test("it is taken back like every act, for a minute", async () => {
  const { server } = await showTablet(open(2));
  await tap(/^1/u);
  await tap("Aller chercher le 1 à son tour");
  await tap(/^Annuler «\sAller chercher\s» pour le 1 possible/u);
  expect(server.state.visits[0]).not.toHaveProperty("toFetch");
});

test("the call says whom to go and get, and « n’a pas répondu » is said only by who went to look", async () => {
  const { server } = await showTablet(toFetch(2));
  await tap("Appeler le 1");
  expect(screen.getByText("Allez chercher le 1, le soleil.")).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: /^N’a pas répondu/u })).toBeNull();
  await tap("Cherché, pas trouvé");
  expect(server.received.at(-1)).toMatchObject({ type: "absent", went: true });
  expect(server.state.visits[0]).toMatchObject({ state: "absent", toFetch: true });
});

test("to somebody who is called it is not said for their turn, which has come", async () => {
  const { server } = await showTablet(open(2));
  await tap("Appeler le 1");
  expect(screen.queryByRole("button", { name: /à son tour/u })).toBeNull();
  await tap("Aller chercher le 1 maintenant");
  expect(server.state.visits[0]).toMatchObject({ state: "called", toFetch: true });
  expect(screen.getByText("Allez chercher le 1, le soleil.")).toBeInTheDocument();
});

test("a call that is on this tablet only asks to fetch them too, and not to say the number aloud", async () => {
  const { server } = await showTablet(toFetch(2));
  server.slow = new Promise(() => undefined);
  await tap("Appeler le 1");
  await passes(4);
  expect(screen.getByText(/^Allez chercher le 1, le soleil\./u)).toBeInTheDocument();
  expect(screen.queryByText(/voix haute/u)).toBeNull();
});

test("three minutes after the call nobody is asked whether the person came", async () => {
  await showTablet(then(toFetch(2), "9:00", { type: "call-next", desk: 2 }, { conseiller: ME }));
  await passes(200);
  expect(screen.getByText("Allez chercher le 1, le soleil.")).toBeInTheDocument();
  expect(button("Commencer")).toBeEnabled();
});
