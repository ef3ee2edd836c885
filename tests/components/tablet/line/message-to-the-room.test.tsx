import { fireEvent, screen } from "@testing-library/react";
import { atTime, button, passes, showTablet, tap } from "#tests/components/tablet/show-tablet.tsx";
import { open, then } from "#tests/components/tablet/morning.ts";

beforeEach(() => atTime("9:28"));

const write = (words: string): boolean =>
  fireEvent.change(screen.getByLabelText("Message à la salle"), { target: { value: words } });

test("a message that is refused stays in its field, with why, to be mended", async () => {
  const { server } = await showTablet(open(1));
  await tap("Pause, fermer…");
  write("Le dossier 1 85 05 78 006 084 91 est prêt");
  await tap("Afficher");
  expect(screen.getByLabelText("Message à la salle")).toHaveValue("Le dossier 1 85 05 78 006 084 91 est prêt");
  expect(screen.getByLabelText("Message à la salle")).toHaveAccessibleDescription(
    /N’écrivez pas ici de numéro de sécurité sociale/,
  );
  expect(server.received).toEqual([]);
  write("Le dossier est prêt");
  expect(screen.getByLabelText("Message à la salle")).not.toHaveAccessibleDescription(/N’écrivez pas/);
  await tap("Afficher");
  expect(server.state.message).toBe("Le dossier est prêt");
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("every tablet shows what the room reads, and can take it away", async () => {
  const { server } = await showTablet(open(1));
  expect(screen.queryByText(/^Affiché dans la salle/)).toBeNull();
  server.becomes(then(server.state, "9:28", { type: "announce", message: "Retour à 10 h" }));
  await passes(0);
  expect(screen.getByText(/^Affiché dans la salle/)).toHaveTextContent("Affiché dans la salle : « Retour à 10 h »");
  await tap("Enlever le message");
  expect(server.state.message).toBeUndefined();
  expect(screen.queryByText(/^Affiché dans la salle/)).toBeNull();
});

test("opened without network, the menu does not ask for a message: the finger of who types is not led there", async () => {
  const { server } = await showTablet(open(1));
  server.cut();
  await passes(6);
  await tap("Pause, fermer…");
  expect(screen.getByRole("heading", { name: /^Que voulez-vous faire/ })).toHaveFocus();
  expect(button("Afficher")).toBeDisabled();
});
