import { screen, within } from "@testing-library/react";
import { ImportReport } from "#components/staff/place/import-report.tsx";
import type { PlaceImportReport } from "#lib/wire/place-import.ts";
import { shown } from "#tests/components/calendar/shown.tsx";

const none = { added: 0, changed: 0, unchanged: 0, refused: 0, vanished: 0 };
const report = (more: Partial<PlaceImportReport>): PlaceImportReport => ({
  counts: none,
  added: [],
  changed: [],
  vanished: [],
  refused: [],
  ...more,
});
const show = (said: PlaceImportReport, imported = false) =>
  shown(
    <ImportReport
      href="/coordination/lieux/importer"
      said={{ fileName: "lieux-35.json", imported, report: said }}
      kept="id"
      slug="rennes"
      done={null}
    />,
  );

test("a trial says how many places of each kind, names the new ones, and each refused line with its reason", () => {
  show(
    report({
      counts: { ...none, added: 302, unchanged: 4, refused: 1 },
      added: [{ name: "Mairie", city: "Pacé" }],
      refused: [{ number: 12, name: "Maison", why: "same-id-twice", first: 3 }],
    }),
  );
  expect(screen.getByRole("heading", { level: 2 }).textContent).toMatch(/Ce que ferait l’import de .*lieux-35\.json/u);
  expect(screen.getByText("nouveaux lieux").nextSibling?.textContent).toBe("302");
  const added = within(screen.getByRole("region", { name: "Nouveaux lieux" }));
  expect(added.getByText("Mairie, Pacé")).toBeDefined();
  expect(added.getByText("et 301 autres")).toBeDefined();
  const refused = within(screen.getByRole("region", { name: "Lignes refusées" }));
  expect(refused.getByText("Maison")).toBeDefined();
  expect(refused.getByText("son identifiant est déjà à la ligne 3")).toBeDefined();
  expect(screen.getByRole("button", { name: "Importer" })).toBeDefined();
});

test("where nothing would change there is no button, and it says so", () => {
  show(report({ counts: { ...none, unchanged: 2 } }));
  expect(screen.queryByRole("button")).toBeNull();
  expect(screen.getByText("Tout est déjà comme dans le fichier.")).toBeDefined();
});

test("after the import the same report stands without the button", () => {
  show(report({ counts: { ...none, added: 1 }, added: [{ name: "Mairie", city: "Pacé" }] }), true);
  expect(screen.getByRole("heading", { level: 2 }).textContent).toMatch(/Ce qu’a fait l’import/u);
  expect(screen.queryByRole("button")).toBeNull();
  expect(screen.getByRole("link", { name: "Voir tous les lieux" })).toBeDefined();
});
