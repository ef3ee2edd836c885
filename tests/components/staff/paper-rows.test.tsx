import { fireEvent, screen } from "@testing-library/react";
import { PaperRowsForm } from "#components/staff/figures/paper-rows-form.tsx";
import { ReportsFromPaper } from "#components/staff/figures/reports-from-paper.tsx";
import { MOST_ROWS, PAPER_COLUMNS, type PaperColumn, type TypedPaperRow } from "#lib/report/paper-rows.ts";
import { instantOf } from "#lib/time/instant.ts";
import { cellField } from "#lib/wire/paper-rows.ts";
import { shown } from "#tests/components/calendar/shown.tsx";

const typedOf = (row: Partial<TypedPaperRow>): TypedPaperRow => ({
  ...(Object.fromEntries(PAPER_COLUMNS.map((column) => [column, ""])) as TypedPaperRow),
  ...row,
});
const show = (given: Partial<Parameters<typeof PaperRowsForm>[0]> = {}) =>
  shown(
    <PaperRowsForm
      action="/conseiller/permanences/p/saisie/lignes/enregistrer"
      typed={undefined}
      rows={[]}
      turnedAway={{}}
      topics={[{ key: "caf", texts: null }]}
      version="v"
      {...given}
    />,
  );
/** By its id, since a search by role through sixty rows of lists takes a minute. */
function cell(column: PaperColumn, row: number): HTMLInputElement {
  const found = document.getElementById(`lignes-${cellField(column, row)}`);
  if (!(found instanceof HTMLElement)) throw new Error(`Row ${String(row)} has no ${column}.`);
  return found as HTMLInputElement;
}
const numbers = () =>
  [...document.querySelectorAll<HTMLInputElement>("input[name^=number-]")].map(({ value }) => value);
/** A form that was sent with these cells of its first rows. */
const sent = (rows: readonly Partial<TypedPaperRow>[], more: object = {}, refusals = {}) => ({
  form: "lignes",
  fields: {
    ...Object.fromEntries(
      rows.flatMap((row, index) => PAPER_COLUMNS.map((column) => [cellField(column, index + 1), typedOf(row)[column]])),
    ),
    ...more,
  },
  refusals,
});

test("a sheet begins with twelve rows, numbered, each in the columns of the paper", () => {
  show();
  expect(numbers()).toEqual(Array.from({ length: 12 }, (_, index) => String(index + 1)));
  const row = cell("number", 3).closest("fieldset");
  expect(row?.querySelector("legend")?.textContent).toBe("Ligne 3");
  expect(PAPER_COLUMNS.map((column) => cell(column, 3).labels?.[0]?.textContent)).toEqual([
    "N°",
    "Donné à",
    "Appelé à",
    "Fini à",
    "Démarche",
    "Langue",
    "Résultat",
  ]);
  expect(cell("state", 1).querySelector("option")?.textContent).toBe("Selon les heures");
});

test("the next row comes by itself, with the next number, and Enter goes to it", () => {
  show();
  fireEvent.input(cell("number", 12), { target: { value: "31" } });
  expect(numbers().at(-1)).toBe("32");
  const hour = cell("ended", 12);
  expect(fireEvent.keyDown(hour, { key: "Enter" })).toBe(false);
  expect(document.activeElement).toBe(cell("given", 13));
  fireEvent.input(cell("given", 2), { target: { value: "905" } });
  expect(numbers()).toHaveLength(13);
});

test("without script a button asks for more rows, and what was typed stands as it was", () => {
  const { container } = show({ typed: sent([{ number: "30", given: "9h05" }, { number: "31" }], { more: "1" }) });
  expect(numbers()).toEqual(["30", "31", ...Array.from({ length: 12 }, (_, index) => String(index + 32))]);
  expect(cell("given", 1).value).toBe("9h05");
  expect(container.querySelector("[role=alert]")).toBeNull();
});

test("sixty rows are the most, and the page says what to do beyond", () => {
  const { text } = show({
    typed: sent(
      Array.from({ length: 55 }, () => ({})),
      { more: "1" },
    ),
  });
  expect(numbers()).toHaveLength(MOST_ROWS);
  expect(text).toContain("60 lignes au plus. Au-delà, saisissez les totaux.");
});

test("a refused row says why above its cells, and in the list at the top, which leads to the cell", () => {
  const why = "Numéro 7, « Appelé à » : cette heure vient avant la précédente.";
  const typed = sent([{ number: "7", given: "9:20", called: "9:10" }], {}, { "called-1": why });
  const { container } = show({ typed });
  const refused = cell("called", 1);
  expect(refused.getAttribute("aria-invalid")).toBe("true");
  const said = document.getElementById(refused.getAttribute("aria-describedby") ?? "");
  expect(said?.textContent).toBe(why);
  expect(refused.closest("fieldset")?.contains(said)).toBe(true);
  expect(cell("given", 1).getAttribute("aria-invalid")).toBeNull();
  const link = container.querySelector("[role=alert] a");
  expect([link?.textContent, link?.getAttribute("href")]).toEqual([why, `#${refused.id}`]);
});

test("what was entered before stands in the rows, with twelve more, and who was turned away by reason", () => {
  show({
    rows: [typedOf({ number: "7", given: "09:05", topic: "caf", state: "left" })],
    turnedAway: { full: 2 },
  });
  expect(numbers().slice(0, 3)).toEqual(["7", "8", "9"]);
  expect(numbers()).toHaveLength(13);
  expect(cell("state", 1).value).toBe("left");
  expect(document.querySelector<HTMLInputElement>("[name=away-full]")?.value).toBe("2");
});

test("each person who was helped on paper leads to a report that begins with their row", () => {
  const at = (hour: string) => instantOf(`2026-11-24T${hour}:00Z`);
  const { text } = shown(
    <ReportsFromPaper
      permanence="p"
      help="/conseiller/comptes-rendus/aide"
      rows={[
        { number: 7, state: "done", called: at("08:20"), ended: at("08:50") },
        { number: 8, state: "left", called: at("09:00") },
        { number: 9, state: "done" },
      ]}
    />,
  );
  expect(text).toContain("Numéro 7, 30 minutesNuméro 9");
  expect(screen.getAllByRole("link")).toHaveLength(2);
  expect(screen.getByRole("link", { name: "Numéro 9" }).getAttribute("href")).toContain("permanence=p&numero=9");
});
