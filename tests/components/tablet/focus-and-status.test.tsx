import { screen, within } from "@testing-library/react";
import { atTheDoor, booked, open, person, quietMorning, then } from "./morning.ts";
import { atTime, button, onScreen, passes, pressByKeyboard, showTablet, tap } from "./show-tablet.tsx";

const focused = (): string => {
  const one = document.activeElement;
  const names = one?.getAttribute("aria-labelledby")?.split(" ");
  return names ? names.map((id) => document.getElementById(id)?.textContent).join(" ") : (one?.textContent ?? "");
};

const said = (): string =>
  screen
    .getAllByRole("status")
    .map(({ textContent }) => textContent)
    .filter((text) => text !== "")
    .join(" ");

beforeEach(() => atTime("9:28"));

test("after each act at the desk the focus is on the heading of what the desk shows now, never at the top of the page", async () => {
  await showTablet(open(2));
  await pressByKeyboard("Appeler le 1");
  expect(focused()).toBe("1 le soleil");
  await pressByKeyboard("Commencer");
  expect(focused()).toBe("1 le soleil");
  await pressByKeyboard("Terminer et appeler le 2");
  expect(focused()).toBe("2 le chat");
  await pressByKeyboard("Commencer");
  await pressByKeyboard(/^Terminer/);
  expect(focused()).toBe("Personne n’attend.");
});

test("an act from a dialog whose row is gone leads to the heading too", async () => {
  await showTablet(open(2));
  await pressByKeyboard(/^2/);
  await pressByKeyboard("C’est urgent");
  expect(focused()).toBe("2 le chat");
});

test("the first numbers: the heading of the door takes the focus, and « + 1 personne » keeps it", async () => {
  await showTablet(quietMorning());
  await pressByKeyboard("Donner les numéros à la porte");
  expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Donner les numéros à la porte" }));
  await pressByKeyboard(/^\+ 1 personne/);
  expect(document.activeElement).toBe(button(/^\+ 1 personne/));
});

test("a button that a screen takes back while it has the focus gives it to the heading", async () => {
  await showTablet(atTheDoor(1));
  await pressByKeyboard(/^\+ 1 personne/);
  await pressByKeyboard(/^Annuler le 2/);
  expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Donner les numéros à la porte" }));
});

test("what changes by itself leaves the focus where it is", async () => {
  const expected = [booked(1, "9:30")];
  const line = then(open(1, { expected }), "9:20", {
    type: "check-in",
    appointment: expected[0]?.id ?? "",
    visit: person(2),
  });
  await showTablet(line);
  button("Pause, fermer…").focus();
  await passes(150);
  expect(document.activeElement).toBe(button("Pause, fermer…"));
});

test("every act done here is said in one status, the same one all the time", async () => {
  await showTablet(open(2));
  const status = screen.getByRole("main").querySelector("[role=status][aria-atomic=true]");
  expect(said()).toBe("");
  await tap("Appeler le 1");
  expect(status).toHaveTextContent("Le 1 est appelé.");
  await tap("Commencer");
  expect(status).toHaveTextContent("L’aide du 1 commence.");
  await tap("Terminer et appeler le 2");
  expect(status).toHaveTextContent("Le 2 est appelé.");
  await tap(/^Annuler l’appel du 2/);
  expect(status).toHaveTextContent("C’est fait.");
  expect(status).toBeInTheDocument();
});

test("what was said of an act is not said anew once it can no longer be taken back", async () => {
  await showTablet(open(2));
  await tap("Appeler le 1");
  await passes(90);
  const status = screen.getByRole("main").querySelector("[role=status][aria-atomic=true]");
  expect(status).toHaveTextContent("Le 1 est appelé.");
});

test("the first stop of the tablet is a link to the desk, past the line", async () => {
  await showTablet(open(2));
  const [first] = document.querySelectorAll<HTMLElement>("a[href], button, input");
  expect(first).toHaveTextContent("Aller au contenu");
  const target = document.querySelector<HTMLElement>(first?.getAttribute("href") ?? "");
  expect(target).toHaveAttribute("tabindex", "-1");
  expect(within(target as HTMLElement).getByRole("button", { name: "Appeler le 1" })).toBeInTheDocument();
  expect(within(target as HTMLElement).queryByRole("button", { name: /^2/ })).not.toBeInTheDocument();
});

const order = (...names: readonly (string | RegExp)[]): readonly Element[] => {
  const buttons = names.map(button);
  return buttons.toSorted((one, other) =>
    one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
  );
};

test("Tab goes as the eye: on a tablet the line, then the desk; on a phone the desk, with the main act first, then the line", async () => {
  const serving = then(then(open(2), "9:01", { type: "call-next", desk: 2 }), "9:02", {
    type: "start",
    visit: person(1),
  });
  const names = [/^2/, /^Terminer(?! et)/, "Terminer et appeler le 2"] as const;
  const { leave } = await showTablet(serving);
  expect(order(...names)).toEqual([button(/^2/), button(/^Terminer(?! et)/), button("Terminer et appeler le 2")]);
  leave();
  onScreen(390);
  await showTablet(serving);
  expect(order(...names)).toEqual([button("Terminer et appeler le 2"), button(/^Terminer(?! et)/), button(/^2/)]);
});
