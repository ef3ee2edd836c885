import { cleanup, screen, within } from "@testing-library/react";
import { ImportReport } from "#components/staff/place/import-report.tsx";
import type { PlaceImportReport } from "#lib/wire/place/place-import.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { shown } from "#tests/components/calendar/shown.tsx";

const none = { added: 0, changed: 0, unchanged: 0, refused: 0, vanished: 0, leftOut: 0 };
const report = (more: Partial<PlaceImportReport>): PlaceImportReport => ({
  counts: none,
  added: [],
  changed: [],
  vanished: [],
  refused: [],
  ...more,
});
const show = (said: PlaceImportReport, imported = false, typed?: TypedForm) =>
  shown(
    <ImportReport
      href="/coordination/lieux/importer"
      said={{ fileName: "lieux-35.json", imported, report: said }}
      kept="id"
      slug="rennes"
      typed={typed}
      done={null}
    />,
  );

test("a trial says how many places of each kind, names the new ones, and each refused line with its reason", () => {
  show(
    report({
      counts: { ...none, added: 302, unchanged: 4, refused: 1 },
      added: [{ name: "Mairie", city: "Pacé", number: 4 }],
      refused: [{ number: 12, name: "Maison", why: "same-id-twice", first: 3 }],
    }),
  );
  expect(screen.getByRole("heading", { level: 2 }).textContent).toMatch(/Ce que ferait l’import de .*lieux-35\.json/u);
  expect(screen.getByText("nouveaux lieux").nextSibling?.textContent).toBe("302");
  const added = within(screen.getByRole("group", { name: "Nouveaux lieux" }));
  expect(added.getByText("Mairie, Pacé")).toBeDefined();
  expect(added.getByText("et 301 autres, importés aussi")).toBeDefined();
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
  show(report({ counts: { ...none, added: 1 }, added: [{ name: "Mairie", city: "Pacé", number: 4 }] }), true);
  expect(screen.getByRole("heading", { level: 2 }).textContent).toMatch(/Ce qu’a fait l’import/u);
  expect(screen.queryByRole("button")).toBeNull();
  expect(screen.getByRole("link", { name: "Voir tous les lieux" })).toBeDefined();
});

const TWO = report({
  counts: { ...none, added: 1, changed: 1 },
  added: [{ name: "Mairie", city: "Pacé", number: 4 }],
  changed: [{ name: "Maison", city: "Redon", number: 9 }],
});
const boxes = () => screen.getAllByRole<HTMLInputElement>("checkbox").map(({ name, checked }) => [name, checked]);

test("every new or changed place has a box, ticked; none has one after the import, which says how many were left out", () => {
  show(TWO);
  expect(boxes()).toEqual([
    ["place:4", true],
    ["place:9", true],
  ]);
  expect(screen.getByRole("checkbox", { name: "Mairie, Pacé" }).closest("form")?.getAttribute("action")).toContain(
    "/importer/confirmer?organisation=rennes&fichier=id",
  );
  cleanup();
  show({ ...TWO, counts: { ...none, added: 1, leftOut: 1 } }, true);
  expect(screen.queryByRole("checkbox")).toBeNull();
  expect(screen.getByText("1 lieu décoché n’est pas importé.")).toBeDefined();
});

test("what was unticked stays so when nothing was left to import, with the reason", () => {
  show(TWO, false, { form: "file", fields: { kept: "id" }, refusals: { form: "nothing-chosen" } });
  expect(boxes()).toEqual([
    ["place:4", false],
    ["place:9", false],
  ]);
  expect(screen.getByRole("alert").textContent).toContain("Cochez au moins une case.");
});

test("a long list has the button above it as well", () => {
  const added = Array.from({ length: 13 }, (_, number) => ({ name: `Lieu ${number}`, city: "Pacé", number }));
  show(report({ counts: { ...none, added: 13 }, added }));
  expect(screen.getAllByRole("button", { name: "Importer" })).toHaveLength(2);
});
