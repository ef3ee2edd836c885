import { screen, within } from "@testing-library/react";
import { open } from "#tests/components/tablet/morning.ts";
import { atTime, passes, showTablet, tap } from "#tests/components/tablet/show-tablet.tsx";

beforeEach(() => atTime("9:20"));

const dialog = () => within(screen.getByRole("dialog"));

test("an incident is one tap from the acts of the half-day, and says what it leads to", async () => {
  const { server } = await showTablet(open(2));
  await tap("Pause, fermer…");
  await tap("Matériel");
  expect(server.received.at(-1)).toMatchObject({ type: "incident", kind: "equipment" });
  expect(dialog().getByText(/^C’est noté\s: Matériel, 9\sh\s20\.$/u)).toBeInTheDocument();
  expect(dialog().getByText(/Personne n’est prévenu\./u)).toBeInTheDocument();
  await tap("Retour à la tablette");
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("where people may be in danger the telephones of emergencies stand there", async () => {
  await showTablet(open(2));
  await tap("Pause, fermer…");
  await tap("Malaise");
  expect(dialog().getByRole("link", { name: /112/u })).toBeInTheDocument();
  expect(dialog().queryByRole("button", { name: "Mettre la permanence en pause" })).toBeNull();
});

test("with an alarm the half-day is suspended in one more tap", async () => {
  const { server } = await showTablet(open(2));
  await tap("Pause, fermer…");
  await tap("Alarme");
  await tap("Mettre la permanence en pause");
  expect(server.state.suspended).toBe(true);
});

test("without network it is kept and sent later", async () => {
  const { server } = await showTablet(open(2));
  server.cut();
  await passes(20);
  await tap("Pause, fermer…");
  await tap("Réseau");
  expect(dialog().getByText(/^C’est noté/u)).toBeInTheDocument();
  server.restore();
  await passes(10);
  expect(server.received.at(-1)).toMatchObject({ type: "incident", kind: "network" });
});
