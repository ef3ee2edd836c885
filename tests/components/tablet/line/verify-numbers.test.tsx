import { screen, within } from "@testing-library/react";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { atTime, button, showTablet, tap } from "#tests/components/tablet/show-tablet.tsx";
import { open, person, then } from "#tests/components/tablet/morning.ts";

beforeEach(() => atTime("9:28"));

/** Two people in line, then three numbers of a burst. */
const withBurst = (): LineState =>
  [3, 4, 5].reduce(
    (line, number) =>
      then(line, "9:20", {
        type: "add-visit",
        visit: person(number),
        ...(number === 5 && { burst: [person(3), person(4), person(5)] }),
      }),
    open(2),
  );

test("a line without a burst says nothing of one", async () => {
  await showTablet(open(2));
  expect(screen.queryByRole("button", { name: "Vérifier ces numéros" })).toBeNull();
});

test("the tablet is told of a burst; its numbers are called once, and whoever comes later has the same place", async () => {
  const { server } = await showTablet(withBurst());
  expect(screen.getByText(/^3 numéros à vérifier/u)).toBeInTheDocument();
  await tap("Vérifier ces numéros");
  await tap("Numéro 4");
  await tap(/^2 numéros\s: personne n’est là$/u);
  expect(server.state.visits.map(({ state }) => state)).toEqual(["waiting", "waiting", "absent", "waiting", "absent"]);
  expect(screen.getByText(/^2 numéros vérifiés/u)).toBeInTheDocument();
  await tap("Vérifier ces numéros");
  expect(within(screen.getByRole("dialog")).queryByRole("button", { name: "4" })).toBeNull();
  await tap("5");
  expect(server.state.visits[4]).toMatchObject({ state: "waiting", number: 5 });
});

test("one tap lets the team alone give numbers, and one tap gives the door back", async () => {
  const { server } = await showTablet(withBurst());
  await tap("Donner les numéros nous-mêmes");
  expect(server.state.numbersByTeam).toBe(true);
  expect(screen.getByText(/« Demandez un numéro à l’équipe »/u)).toBeInTheDocument();
  await tap("Rendre les numéros à la porte");
  expect(server.state.numbersByTeam).toBeUndefined();
  expect(button("Donner les numéros nous-mêmes")).toBeEnabled();
});
