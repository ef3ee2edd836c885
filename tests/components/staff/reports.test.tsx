import { cleanup, screen, within } from "@testing-library/react";
import { HelpFields, WorkshopFields } from "#components/staff/reports/help-fields.tsx";
import { MainFields, MoreFields } from "#components/staff/reports/report-fields.tsx";
import { ReportForm } from "#components/staff/reports/report-form.tsx";
import { ReportsToDo } from "#components/staff/reports/reports-to-do.tsx";
import { ReportsWritten } from "#components/staff/reports/reports-written.tsx";
import type { ActivityReport } from "#lib/report/activity-report.ts";
import { coopText } from "#lib/report/coop-form.ts";
import { instantOf } from "#lib/time/instant.ts";
import { shown } from "#tests/components/calendar/shown.tsx";
import { LegalDocument } from "#components/staff/documents/legal-document.tsx";

const report: ActivityReport = {
  id: "r1",
  localDate: "2026-11-24",
  timeZone: "Europe/Paris",
  activityPlace: "lieu_activite",
  at: { name: "Mairie du Neuhof", commune: "Strasbourg", postalCode: "67100" },
  facts: { themes: ["email"], minutes: 90, equipment: [] },
  number: 4,
  createdAt: instantOf("2026-11-24T08:55:00Z"),
};

test("a visit to report is its number, day, hour, place and topic, until a day, and leads to its form", () => {
  shown(
    <ReportsToDo
      toDo={[
        {
          visit: "v1",
          number: 4,
          startedAt: instantOf("2026-11-24T08:10:00Z"),
          endedAt: instantOf("2026-11-24T08:45:00Z"),
          timeZone: "Europe/Paris",
          localDate: "2026-11-24",
          until: "2026-12-05",
          place: "Neuhof",
          topics: ["impots"],
        },
      ]}
      topics={[]}
    />,
  );
  const link = screen.getByRole("link", { name: /^Numéro 4, mardi 24 novembre, 9.h.10$/u });
  expect(link.getAttribute("href")).toBe("/conseiller/comptes-rendus/v1");
  expect(screen.getByText(/Neuhof/u).closest("p")?.textContent).toContain("Impôts");
  expect(screen.getByText("Jusqu’au samedi 5 décembre")).toBeTruthy();
});

test("without a visit to report the page says that all are done", () => {
  shown(<ReportsToDo toDo={[]} topics={[]} />);
  expect(screen.getByText("Tous les comptes rendus sont faits.")).toBeTruthy();
});

test("a report that is done is copied as the text of La Coop, corrected while its month is open", () => {
  shown(<ReportsWritten reports={[report, { ...report, id: "r2" }]} open={new Set(["r1"])} />);
  const [first, second] = screen.getAllByRole("listitem");
  const text = within(first!).getByLabelText<HTMLTextAreaElement>("Texte pour La Coop");
  expect(text.value).toBe(coopText(report));
  expect(within(first!).getByRole("link", { name: "Corriger" }).getAttribute("href")).toBe(
    "/conseiller/comptes-rendus/r1",
  );
  expect(within(second!).queryByRole("link", { name: "Corriger" })).toBeNull();
});

const form = (values: Readonly<Record<string, string>>, refusals?: Readonly<Record<string, string>>) =>
  shown(
    <ReportForm action="/x" typed={refusals && { form: "enregistrer", fields: values, refusals }} values={values}>
      {(field) => (
        <>
          <HelpFields field={field} until="2026-11-28" places={[{ value: "p", label: "Neuhof" }]} />
          <WorkshopFields field={field} />
          <MainFields field={field} first={["email"]} />
          <MoreFields field={field} ofPerson />
        </>
      )}
    </ReportForm>,
  );

test("the form begins with its theme and its duration; other themes and durations are folded away", () => {
  form({ "theme:email": "on", minutes: "30" });
  expect(screen.getByRole<HTMLInputElement>("checkbox", { name: "E-mail" }).checked).toBe(true);
  expect(screen.getByRole<HTMLInputElement>("radio", { name: /^30/u }).checked).toBe(true);
  expect(screen.getByText("Autres thèmes").closest("details")?.open).toBe(false);
  expect(screen.getByText("Autre durée", { selector: "summary" }).closest("details")?.open).toBe(false);
});

const more = () => screen.getByText("Plus", { selector: "summary" }).closest("details");

test("what nobody has to note is folded away, and open where something stands in it", () => {
  form({ minutes: "30" });
  expect(more()?.open).toBe(false);
  cleanup();
  form({ minutes: "30", redirect: "administration" });
  expect(more()?.open).toBe(true);
  cleanup();
  form({ minutes: "30", "equipment:tablette": "on" });
  expect(more()?.open).toBe(true);
});

test("a duration of one's own is open to read and change", () => {
  form({ "theme:email": "on", minutes: "other", minutesTyped: "20" });
  expect(screen.getByText("Autre durée", { selector: "summary" }).closest("details")?.open).toBe(true);
  expect(screen.getByLabelText<HTMLInputElement>("Minutes").value).toBe("20");
});

test.each([
  ["operateur_ou_organisme_en_charge", "Opérateur ou organisme en charge de la démarche administrative"],
  ["yes", "Oui, sans préciser où"],
  ["no", "Non"],
  ["", "Non précisé"],
])("the referral « %s » is said as « %s »", (redirect, said) => {
  form({ redirect });
  const field = screen.getByLabelText<HTMLSelectElement>("Orientation vers une autre structure");
  expect(field.selectedOptions[0]?.text).toBe(said);
});

test("why a group was refused is said beside it, and at the top", () => {
  form({}, { themes: "missing", genders: "counts-disagree" });
  expect(screen.getByRole("group", { name: "Thèmes" }).getAttribute("aria-describedby")).toBe(
    "enregistrer-themes-error",
  );
  expect(screen.getAllByText("C’est plus que le nombre de personnes.")).toHaveLength(2);
});

test("each line of what is wrong at the top names its field as it is labelled", () => {
  form(
    {},
    {
      themes: "missing",
      minutes: "missing",
      date: "malformed",
      title: "malformed",
      participants: "missing",
      "genders-feminin": "malformed",
      commune: "no-such-commune",
    },
  );
  const lines = within(screen.getByRole("alert")).getAllByRole("listitem");
  expect(lines.map((line) => line.textContent.replace(/\u00a0/gu, " "))).toEqual([
    "Thèmes : ce champ est à remplir.",
    "Durée : ce champ est à remplir.",
    "Jour : ce champ n’est pas bien rempli.",
    "Titre de l’atelier : ce champ n’est pas bien rempli.",
    "Nombre de personnes : ce champ est à remplir.",
    "Féminin : ce champ n’est pas bien rempli.",
    "Aucune commune de ce nom n’a ce code postal.",
  ]);
  expect(screen.getByLabelText("Nombre de personnes").getAttribute("aria-describedby")).toBe(
    "enregistrer-participants-error",
  );
});

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
