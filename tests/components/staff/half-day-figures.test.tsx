import { screen, within, fireEvent } from "@testing-library/react";
import { HalfDaysToRecord } from "#components/staff/figures/half-days-to-record.tsx";
import { WaitsAndHelp, WhatBecameOfPeople } from "#components/staff/figures/half-day-numbers.tsx";
import { MonthSentence, SumsByPlace } from "#components/staff/figures/month-sums.tsx";
import { RecordedHalfDay, RecordHalfDay } from "#components/staff/figures/record-half-day.tsx";
import { ReportsToWrite } from "#components/staff/figures/reports-to-write.tsx";
import type { HalfDayFigures } from "#lib/report/half-day-figures.ts";
import { sumOf } from "#lib/report/month-figures.ts";
import { shown } from "#tests/components/calendar/shown.tsx";
import { messages } from "#tests/support/messages.ts";
import { PaperRowsForm } from "#components/staff/figures/paper-rows-form.tsx";
import { ReportsFromPaper } from "#components/staff/figures/reports-from-paper.tsx";
import { MOST_ROWS, PAPER_COLUMNS, type PaperColumn, type TypedPaperRow } from "#lib/report/paper-rows.ts";
import { instantOf } from "#lib/time/instant.ts";
import { cellField } from "#lib/wire/report/paper-rows.ts";

const FIGURES: HalfDayFigures = {
  outcome: "held",
  received: 17,
  helped: 13,
  contacts: 14,
  gone: 1,
  redirected: 1,
  unserved: 1,
  turnedAway: { other: 1, full: 2 },
  medianWait: 12 * 60,
  waitsOver20: 3,
  helpMinutes: 250,
  reports: 11,
  fromPaper: 0,
  untimed: 0,
  paperContacts: 0,
};
const forms = { page: "/conseiller/permanences/p/bilan", version: "v", typed: undefined, sheet: "/saisie" };

test("while the half-day goes on, who waits or is being helped is still there, and no help without an end", () => {
  const { text } = shown(
    <WhatBecameOfPeople figures={{ ...FIGURES, received: FIGURES.received + 52 }} stillThere={52} />,
  );
  expect(text).toMatch(/Encore là, en attente ou avec l’équipe52/u);
  expect(text).toMatch(/Aide commencée, sans fin1P/u);
});

test("everybody who had a number stands in one line, and the reasons of the others beside them, the most frequent first", () => {
  const { text } = shown(<WhatBecameOfPeople figures={FIGURES} />);
  expect(text).toContain("17personnes reçues");
  const counts = screen.getAllByRole("definition").map(({ textContent }) => Number(textContent));
  expect(counts).toEqual([13, 1, 1, 1, 1, 3]);
  expect(counts.slice(0, -1).reduce((sum, count) => sum + count)).toBe(17);
  expect(text).toContain("Trop de monde : 2 · Autre motif, ou non dit : 1");
  expect(text).not.toContain("papier");
});

test("help that was begun and never finished has a line only where there was some", () => {
  expect(shown(<WhatBecameOfPeople figures={{ ...FIGURES, helped: 14 }} />).text).not.toContain("sans fin");
});

test("the names say who is counted: who was sent on after help is among those helped, and who answered no call is with those who left", () => {
  shown(<WhatBecameOfPeople figures={FIGURES} />);
  expect(screen.getAllByRole("term").map(({ textContent }) => textContent)).toEqual([
    "Aidées",
    "Aide commencée, sans fin",
    "Parties ou absentes à l’appel",
    "Orientées ailleurs sans aide",
    "Sans aide à la fermeture",
    expect.stringMatching(/^À la porte, sans numéro/u),
  ]);
});

test.each(["fr", "en"] as const)(
  "a figure has one name on the page, on the sheet, in the file of a month and in the mail: %s",
  (locale) => {
    const { figures, paperSheet } = messages[locale];
    for (const name of ["gone", "redirected"] as const) {
      expect(paperSheet.fields[name]).toBe(figures[name]);
      expect(figures.month.file[name]).toBe(figures[name]);
      expect(figures.mail.people).toMatch(new RegExp(`${figures[name]}\\s?: \\{${name}\\}`, "u"));
    }
  },
);

test("what was entered from a paper sheet is marked, in words", () => {
  const { text } = shown(<WhatBecameOfPeople figures={{ ...FIGURES, paper: "totals", fromPaper: 9, untimed: 6 }} />);
  expect(text).toContain("Saisi d’après la feuille papier : 9 sur 17.");
});

test("waits are said against the 20 minutes, of those alone whose wait is known", () => {
  expect(shown(<WaitsAndHelp figures={FIGURES} />).text).toContain("11 sur 14 ont attendu 20 minutes ou moins.");
  expect(shown(<WaitsAndHelp figures={FIGURES} />).text).toContain(
    "La moitié a attendu 12 minutes ou moins. 3 personnes ont attendu plus de 20 minutes.",
  );
  expect(shown(<WaitsAndHelp figures={{ ...FIGURES, untimed: 6 }} />).text).toContain("5 sur 8 ont attendu");
  expect(shown(<WaitsAndHelp figures={FIGURES} />).text).toContain("Temps d’aide : 4 heures 10.");
});

test("of one person no half is said", () => {
  const one = { ...FIGURES, received: 1, helped: 1, contacts: 1, waitsOver20: 0 };
  expect(shown(<WaitsAndHelp figures={one} />).text).toContain("Attente : 12 minutes.");
});

describe("the reports of a half-day that are still to be written", () => {
  const list = "/conseiller/comptes-rendus?permanence=p";

  test("those of who reads are counted apart from those of colleagues, with the way to the list of theirs", () => {
    const { text } = shown(<ReportsToWrite mine={3} others={2} list={list} />);
    expect(text).toContain("3 comptes rendus à faire par vous");
    expect(text).toContain("2 comptes rendus à faire par vos collègues");
    expect(screen.getByRole("link", { name: "Écrire mes comptes rendus" }).getAttribute("href")).toBe(list);
  });

  test("who has none of their own to write is led to no list", () => {
    expect(shown(<ReportsToWrite mine={0} others={2} list={list} />).text).not.toContain("par vous");
    expect(screen.queryByRole("link")).toBeNull();
  });

  test("once all are written it says so", () => {
    expect(shown(<ReportsToWrite mine={0} others={0} list={list} />).text).toContain(
      "Tous les comptes rendus sont faits.",
    );
  });
});

test("where no wait is known none is said", () => {
  const { medianWait: _, ...unknown } = FIGURES;
  expect(shown(<WaitsAndHelp figures={{ ...unknown, contacts: 6, untimed: 6, waitsOver20: 0 }} />).text).toContain(
    "Aucune attente n’est connue.",
  );
});

test("of a half-day without anybody one tap says that nobody came, and one why it was not held", () => {
  const { text, container } = shown(<RecordHalfDay {...forms} nobody until="2026-12-05" />);
  expect(text).toContain("Possible jusqu’au 5 décembre");
  expect(screen.getByRole("button", { name: "Personne n’est venu" })).toBeDefined();
  expect(screen.getByRole("button", { name: "Le lieu était fermé" }).getAttribute("value")).toBe("place-closed");
  expect([...container.querySelectorAll("form")].map((form) => form.getAttribute("action"))).toEqual([
    "/conseiller/permanences/p/bilan/personne",
    "/conseiller/permanences/p/bilan/pas-tenue",
  ]);
});

test("of one whose line holds people only the paper sheet is offered", () => {
  shown(<RecordHalfDay {...forms} nobody={false} until="2026-12-05" />);
  expect(screen.queryByRole("button")).toBeNull();
  expect(screen.getByRole("link", { name: "Saisir la feuille papier" })).toBeDefined();
});

test("what was recorded says why and when, and is taken back until its month is closed", () => {
  const not = { kind: "not-held", why: "breakdown" } as const;
  const open = shown(<RecordedHalfDay {...forms} record={not} on="2026-11-24" open />);
  expect(open.text).toContain("Raison : Panne, réseau ou courant. Noté après coup par l’équipe, le 24 novembre");
  expect(within(open.container).getByRole("button", { name: "Annuler cette note" })).toBeDefined();
  const closed = shown(<RecordedHalfDay {...forms} record={not} on="2026-11-24" open={false} />);
  expect(within(closed.container).queryByRole("button")).toBeNull();
  expect(closed.text).toContain("Le mois est clos");
});

test("without a half-day to record nothing stands there", () => {
  expect(shown(<HalfDaysToRecord halfDays={[]} />).container.textContent).toBe("");
});

const MONTH = sumOf(
  [FIGURES, { ...FIGURES, paper: "totals", fromPaper: 9, untimed: 6, turnedAway: { "not-noted": 2 } }],
  720,
);

test("the sentence to paste says a month in whole words, and marks what comes from paper", () => {
  const { container } = shown(<MonthSentence month="2026-11-01" where="Neuhof" sum={MONTH} />);
  const text = container.querySelector("textarea")?.value.replace(/\u00a0/gu, " ");
  expect(text).toBe(
    "En novembre 2026, 34 personnes ont été reçues dans 2 permanences (Neuhof). 26 ont été aidées. " +
      "La moitié a attendu 12 minutes ou moins ; 72 % ont attendu 20 minutes ou moins. " +
      "5 personnes sont reparties sans numéro. 9 personnes sont saisies d’après une feuille papier.",
  );
});

test("it says in no half-day how many were received where none was held", () => {
  const sum = sumOf([{ ...FIGURES, outcome: "not-recorded", received: 6, helped: 0, contacts: 0, unserved: 6 }]);
  const { container } = shown(<MonthSentence month="2026-11-01" where="Neuhof" sum={sum} />);
  expect(container.querySelector("textarea")?.value.replace(/\u00a0/gu, " ")).toContain(
    "En novembre 2026, 6 personnes ont été reçues (Neuhof).",
  );
});

test("of a month in which nobody came it says that alone, and not who was helped", () => {
  const sum = sumOf([
    { ...FIGURES, received: 0, helped: 0, contacts: 0, gone: 0, redirected: 0, unserved: 0, turnedAway: {} },
  ]);
  const { container } = shown(<MonthSentence month="2026-11-01" where="Neuhof" sum={sum} />);
  expect(container.querySelector("textarea")?.value.replace(/\u00a0/gu, " ")).toBe(
    "En novembre 2026, personne n’est venu dans 1 permanence (Neuhof).",
  );
});

test("it names no figure of fewer than five people", () => {
  const small = sumOf(
    [{ ...FIGURES, received: 3, helped: 2, contacts: 2, gone: 1, redirected: 0, unserved: 0, waitsOver20: 1 }],
    720,
  );
  const { container } = shown(<MonthSentence month="2026-11-01" where="Neuhof" sum={small} />);
  const text = container.querySelector("textarea")?.value;
  expect(text).toContain("moins de 5 personnes ont été reçues dans 1 permanence");
  expect(text).not.toMatch(/attente|: ?[234]/u);
});

test("the table has a row a place and one of all, with what was not held in words", () => {
  const sum = sumOf([FIGURES, { ...FIGURES, outcome: "not-held" }]);
  shown(<SumsByPlace places={[{ place: { id: "a", name: "Neuhof" }, sum }]} total={sum} />);
  expect(screen.getAllByRole("row")).toHaveLength(3);
  expect(screen.getByRole("rowheader", { name: "Neuhof 1 pas tenue" })).toBeDefined();
  expect(screen.getByRole("columnheader", { name: "La moitié a attendu au plus" })).toBeDefined();
});

describe("the rows of a paper sheet", () => {
  const typedOf = (row: Partial<TypedPaperRow>): TypedPaperRow => ({
    ...(Object.fromEntries(PAPER_COLUMNS.map((column) => [column, ""])) as TypedPaperRow),
    ...row,
  });
  const show = (given: Partial<Parameters<typeof PaperRowsForm>[0]> = {}) =>
    shown(
      <PaperRowsForm
        action="/conseiller/permanences/p/saisie/lignes/enregistrer"
        typed={undefined}
        stored={{}}
        topics={[{ key: "caf", texts: null }]}
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
        rows.flatMap((row, index) =>
          PAPER_COLUMNS.map((column) => [cellField(column, index + 1), typedOf(row)[column]]),
        ),
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
      stored: { ...sent([{ number: "7", given: "09:05", topic: "caf", state: "left" }]).fields, "away-full": "2" },
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
});
