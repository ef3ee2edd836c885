import { screen, within } from "@testing-library/react";
import { atTime, button, later, showTablet, tap } from "#tests/components/tablet/show-tablet.tsx";
import { open } from "#tests/components/tablet/morning.ts";

beforeEach(() => atTime("9:28"));

test("« Besoin d’aide » has 17 and 112, and tells who coordinates after a second tap", async () => {
  await showTablet(open(2));
  await tap(/Besoin d’aide$/u);
  const dialog = within(screen.getByRole("dialog", { name: "Besoin d’aide" }));
  expect(dialog.getAllByRole("link").map((link) => link.getAttribute("href"))).toEqual([
    "tel:17",
    "tel:112",
    "tel:+33388436000",
  ]);
  expect(button("Prévenir la coordination").closest("form")).toHaveAttribute(
    "action",
    "/conseiller/permanences/01990000-0000-7000-8000-00000000aaaa/aide/demander",
  );
  expect(dialog.getByText(/Un mail part tout de suite/u)).toBeInTheDocument();
});

test("without mail it says to call, and has no button that would send nothing", async () => {
  await showTablet(open(2), { help: { page: "/aide", mails: false } });
  await tap(/Besoin d’aide$/u);
  expect(screen.getByText("D’ici, aucun mail ne part. Appelez.")).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Prévenir la coordination" })).toBeNull();
});

test("without network 17 and 112 are there all the same", async () => {
  const { server } = await showTablet(open(2));
  server.cut();
  await later(1);
  await tap(/Besoin d’aide$/u);
  expect(screen.getByText("Sans réseau, aucun mail ne part. Appelez.")).toBeInTheDocument();
  expect(screen.getByRole("link", { name: /17/u })).toHaveAttribute("href", "tel:17");
  expect(screen.queryByRole("button", { name: "Prévenir la coordination" })).toBeNull();
});
