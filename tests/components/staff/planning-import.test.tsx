import { cleanup, screen, within } from "@testing-library/react";
import { PlanningFileForm } from "#components/staff/planning/planning-file-form.tsx";
import { PlanningImport } from "#components/staff/planning/planning-import.tsx";
import type { PlanningImportReport } from "#lib/wire/planning-import.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import fr from "#messages/fr.json";
import { shown } from "#tests/components/calendar/shown.tsx";

afterEach(cleanup);

const none = {
  rulesNew: 0,
  rulesChanged: 0,
  datesNew: 0,
  datesChanged: 0,
  planned: 0,
  takenOff: 0,
  without: 0,
  cancelled: 0,
  unchanged: 0,
  refused: 0,
};
const changed = {
  number: 4,
  name: "Neuhof, lundi, 08:30",
  did: "rule-changed",
  changes: [{ column: "from", before: "09:00", after: "08:30" }],
  halfDays: { changed: 51, cancelled: 0, kept: 2 },
  planned: 0,
  takenOff: 0,
  without: 0,
} as const;
const wrong = {
  number: 7,
  name: "Nulle part, lundi, 09:00",
  problems: [{ column: "people", code: "absent", person: "Awa Diop", sentence: "Cette personne est absente." }],
} as const;

const show = (
  more: Partial<Omit<PlanningImportReport, "counts">> & { readonly counts?: Partial<PlanningImportReport["counts"]> },
  { imported = false, typed }: { readonly imported?: boolean; readonly typed?: TypedForm } = {},
) => {
  const report = { lines: [], refused: [], unread: [], version: "v1", ...more, counts: { ...none, ...more.counts } };
  shown(
    <PlanningImport
      href="/coordination/planning/importer"
      said={{ fileName: "planning.csv", imported, report }}
      refused={report.refused.length > 0 ? [{ ...wrong, problems: [...wrong.problems] }] : []}
      columns={fr.planningFile.columns}
      kept="id"
      slug="ville"
      typed={typed}
      done={null}
    />,
  );
};
const refusedLine = { ...wrong, problems: [{ column: "people", code: "absent", person: "Awa Diop" }] } as const;

test("a trial counts what would be written, and names the cells that a line changes", () => {
  show({ counts: { rulesChanged: 1, unchanged: 30 }, lines: [{ ...changed, changes: [...changed.changes] }] });
  expect(screen.getByRole("heading", { level: 2 }).textContent).toContain("planning.csv");
  expect(screen.getByText("horaire changé", { selector: "dt" }).nextSibling?.textContent).toBe("1");
  const lines = within(screen.getByRole("region", { name: "Lignes qui changent quelque chose" }));
  expect(lines.getByText("Neuhof, lundi, 08:30")).toBeDefined();
  expect(lines.getByText("De : 09:00 → 08:30")).toBeDefined();
  expect(lines.getByText("Permanences de cet horaire : 51 changent et 2 restent telles quelles.")).toBeDefined();
  expect(screen.getByRole("button", { name: "Importer" })).toBeDefined();
  expect(screen.queryByRole("checkbox")).toBeNull();
});

test("a refused line stands with its number, the cell, who is meant, the reason and its code, and asks for a tick", () => {
  show({
    counts: { datesNew: 1, refused: 1 },
    refused: [{ ...refusedLine, problems: [...refusedLine.problems] }],
  });
  const refused = within(screen.getByRole("region", { name: "Lignes refusées" }));
  for (const text of [
    /Ligne 7/u,
    "Nulle part, lundi, 09:00",
    "Personnes",
    /Awa Diop/u,
    /Cette personne est absente\./u,
    "absent",
  ])
    expect(refused.getByText(text)).toBeDefined();
  expect(screen.getByRole("checkbox", { name: "Importer les bonnes lignes, sans la ligne refusée" })).toBeDefined();
});

test("cancelled half-days ask for what residents read, and a refusal stands beside its field", () => {
  const typed = { form: "import", fields: { sentence: "" }, refusals: { sentence: "sentence-missing" } };
  show({ counts: { rulesChanged: 1, cancelled: 40 } }, { typed });
  const field = screen.getByLabelText("Ce que lisent les habitants des dates annulées");
  expect(field.getAttribute("aria-invalid")).toBe("true");
  expect(field.getAttribute("maxlength")).toBe("140");
});

test("where nothing would change there is no button, and it says so; columns that were not read are named", () => {
  show({ counts: { unchanged: 4 }, unread: ["Remarque"] });
  expect(screen.queryByRole("button")).toBeNull();
  expect(screen.getByText("Tout est déjà comme dans le fichier.")).toBeDefined();
  expect(screen.getByText("Remarque")).toBeDefined();
});

test("after the import the report stands without the button, and leads to the planning", () => {
  show({ counts: { rulesNew: 2 } }, { imported: true });
  expect(screen.getByRole("heading", { level: 2 }).textContent).toContain("Ce qu’a fait l’import");
  expect(screen.queryByRole("button")).toBeNull();
  expect(screen.getByRole("link", { name: "Voir le planning" }).getAttribute("href")).toContain("organisation=ville");
});

test("the tables are links, and a file or pasted lines are sent by a plain form", () => {
  shown(
    <PlanningFileForm
      href="/coordination/planning/importer"
      typed={undefined}
      organisation={{ id: "1", slug: "ville" }}
      tables={{ rules: "/regles.csv", month: "/mois.csv", year: "/an.csv" }}
    />,
  );
  expect(screen.getByRole("link", { name: "Les horaires" }).getAttribute("href")).toBe("/regles.csv");
  expect(screen.getByLabelText("Fichier CSV").getAttribute("type")).toBe("file");
  const form = screen.getByLabelText("Ou collez ici les lignes").closest("form");
  expect([form?.method, form?.getAttribute("action")]).toEqual(["post", "/coordination/planning/importer/envoyer"]);
  expect(form?.enctype).toBe("multipart/form-data");
});
