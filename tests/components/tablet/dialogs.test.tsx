import { fireEvent, screen } from "@testing-library/react";
import { atTime, button, passes, showTablet, tap } from "./show-tablet.tsx";
import { atTheDoor, open } from "./morning.ts";

beforeEach(() => atTime("9:10"));

test("Escape closes the choices and nothing has happened", async () => {
  const { server } = await showTablet(open(2));
  await tap(/^2.*depuis/);
  fireEvent(screen.getByRole("dialog"), new Event("cancel"));
  await passes(0);
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  expect(server.received).toEqual([]);
});

test("the choices of whoever is next need no reason to call", async () => {
  const { server } = await showTablet(open(2));
  await tap(/^1.*depuis/);
  expect(screen.getByText("C’est son tour.")).toBeInTheDocument();
  await tap("Appeler le 1 maintenant");
  expect(server.received.at(-1)).toMatchObject({ type: "call-next" });
  expect(server.state.overtakes).toEqual([]);
});

test("who has priority already is not offered it again", async () => {
  await showTablet(open(2));
  await tap(/^2.*depuis/);
  await tap("Donner la priorité");
  await tap(/^2.*Priorité/);
  expect(screen.queryByRole("button", { name: "Donner la priorité" })).not.toBeInTheDocument();
});

test("the code of the door leads to the door of the place, and says when it does not work yet", async () => {
  await showTablet({ ...atTheDoor(0), numbers: "not-yet" });
  await tap("Montrer le code QR");
  expect(screen.getByRole("img", { name: "Code QR pour prendre un numéro" })).toBeInTheDocument();
  expect(screen.getByText("Il marche dès que vous donnez les numéros.")).toBeInTheDocument();
});

test("when numbers are given the code says nothing of waiting", async () => {
  await showTablet(open(1));
  await tap("Montrer le code QR");
  expect(screen.queryByText(/Il marche dès que/)).not.toBeInTheDocument();
  await tap("Fermer");
  expect(button("Montrer le code QR")).toBeEnabled();
});

test("without network the choices that need the others wait and say why", async () => {
  const { server } = await showTablet(open(2));
  await tap(/^2.*depuis/);
  server.cut();
  await passes(6);
  expect(button("C’est urgent")).toBeDisabled();
  expect(button("Donner la priorité")).toHaveAccessibleDescription(/il faut le réseau/);
});
