import { screen } from "@testing-library/react";
import { LegalDocument } from "#components/staff/documents/legal-document.tsx";
import { shown } from "#tests/components/calendar/shown.tsx";

test("a document says that it is to be validated, and shows what nobody has set as a blank", () => {
  shown(
    <LegalDocument
      blocks={[
        { kind: "title", line: [{ text: "Fiche" }] },
        { kind: "text", line: [{ text: "Hébergeur : " }, { blank: true }] },
        { kind: "list", items: [[{ text: "un" }], [{ text: "deux" }]] },
        { kind: "table", rows: [[[{ text: "Rubrique" }]], [[{ text: "Réponse" }]]] },
      ]}
    />,
  );
  expect(screen.getByText("À valider par le délégué à la protection des données.")).toBeDefined();
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Fiche");
  expect(screen.getByText("… à compléter").closest("p")?.textContent).toBe("Hébergeur : … à compléter");
  expect(screen.getAllByRole("listitem")).toHaveLength(2);
  expect(screen.getByRole("columnheader").textContent).toBe("Rubrique");
  expect(screen.getByRole("cell").textContent).toBe("Réponse");
});
