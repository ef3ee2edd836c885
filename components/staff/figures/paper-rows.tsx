"use client";
import { useState, useSyncExternalStore, type InputEvent, type KeyboardEvent } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { inputClass } from "#components/ui/field.tsx";
import { MOST_ROWS, PAPER_COLUMNS, type PaperColumn } from "#lib/report/paper-rows.ts";
import { cellField, MORE_ROWS } from "#lib/wire/report/paper-rows.ts";
import type { Option } from "#components/staff/staff-form.tsx";

/** What stands in a cell, and whether it was refused. */
type Cell = { readonly value: string; readonly wrong: boolean };
/** A row as the page begins with it. `sentences`: why it was refused. */
export type PaperRowShown = {
  readonly cells: Readonly<Record<PaperColumn, Cell>>;
  readonly sentences: readonly string[];
};
/** The words of the rows, in the reader's language. `rows`: « Ligne 1 » … by row. */
export type PaperRowWords = {
  readonly columns: Readonly<Record<PaperColumn, string>>;
  readonly rows: readonly string[];
  readonly more: string;
  readonly keys: string;
  readonly full: string;
};
/** What is chosen from a list rather than typed. */
type Lists = Readonly<Partial<Record<PaperColumn, readonly Option[]>>>;

/** One column below the other on a phone, side by side on a desk, where the names stand above the first row. */
const GRID =
  "grid grid-cols-4 gap-2 lg:grid-cols-[4.5rem_5.5rem_5.5rem_5.5rem_minmax(0,1.5fr)_minmax(0,1fr)_minmax(0,1.1fr)]";
const WIDE: Readonly<Partial<Record<PaperColumn, string>>> = {
  topic: "col-span-4 sm:col-span-2 lg:col-span-1",
  language: "col-span-2 sm:col-span-1",
  state: "col-span-2 sm:col-span-1",
};

/**
 * The rows of a paper sheet. With script the next row comes as soon as something is typed into the last one, with the
 * next number, and Enter goes to the next row; without it a button asks for more rows. `form`: the beginning of the
 * ids.
 */
export function PaperRows({
  form,
  shown,
  lists,
  words,
}: {
  form: string;
  shown: readonly PaperRowShown[];
  lists: Lists;
  words: PaperRowWords;
}) {
  const [rows, setRows] = useState(shown);
  const hasScript = useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
  const isFull = rows.length >= MOST_ROWS;
  const grow = (row: number, number: string): void => {
    if (row === rows.length && !isFull) setRows([...rows, emptyRow(Number(number) + 1 || row + 1)]);
  };
  return (
    <div className="grid gap-4">
      {hasScript && <p className="hidden text-soft lg:block">{words.keys}</p>}
      <div className={`${GRID} hidden! font-bold lg:grid!`} aria-hidden="true">
        {PAPER_COLUMNS.map((column) => (
          <span key={column}>{words.columns[column]}</span>
        ))}
      </div>
      {rows.map(({ cells, sentences }, index) => {
        const row = index + 1;
        const id = (column: PaperColumn) => `${form}-${cellField(column, row)}`;
        const why = `${form}-why-${row}`;
        return (
          <fieldset key={row} className="grid min-w-0 gap-1 border-t border-hair pt-3 lg:border-0 lg:pt-0">
            <legend className="sr-only">{words.rows[index]}</legend>
            {sentences.length > 0 && (
              <ul id={why} className="font-bold text-alert">
                {sentences.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            )}
            <div className={GRID}>
              {PAPER_COLUMNS.map((column) => (
                <div key={column} className={`grid content-end gap-1 ${WIDE[column] ?? ""}`}>
                  <label htmlFor={id(column)} className="text-[0.95rem] font-bold lg:sr-only">
                    {words.columns[column]}
                  </label>
                  <CellInput
                    id={id(column)}
                    name={cellField(column, row)}
                    cell={cells[column]}
                    why={sentences.length > 0 ? why : undefined}
                    options={lists[column]}
                    onInput={({ currentTarget }) => grow(row, numberOfRow(currentTarget))}
                    onKeyDown={(event) => toNextRow(event, `${form}-${cellField("given", row + 1)}`)}
                  />
                </div>
              ))}
            </div>
          </fieldset>
        );
      })}
      {isFull ? (
        <p>{words.full}</p>
      ) : (
        !hasScript && (
          <button type="submit" name={MORE_ROWS} value="1" className={`${buttonClass("ghost")} justify-self-start`}>
            {words.more}
          </button>
        )
      )}
    </div>
  );
}

function CellInput({
  id,
  name,
  cell: { value, wrong },
  why,
  options,
  ...typing
}: {
  id: string;
  name: string;
  cell: Cell;
  why: string | undefined;
  options: readonly Option[] | undefined;
  onInput: (event: InputEvent<HTMLElement>) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}) {
  const parts = {
    ...typing,
    id,
    name,
    defaultValue: value,
    className: `${inputClass(wrong)} px-2!`,
    "aria-invalid": wrong || undefined,
    "aria-describedby": wrong ? why : undefined,
  };
  return options ? (
    <select {...parts}>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  ) : (
    <input {...parts} inputMode="numeric" autoComplete="off" maxLength={8} />
  );
}

const emptyRow = (number: number): PaperRowShown => {
  const cell = (value = ""): Cell => ({ value, wrong: false });
  return {
    cells: Object.fromEntries(
      PAPER_COLUMNS.map((column) => [column, cell(column === "number" ? String(number) : "")]),
    ) as PaperRowShown["cells"],
    sentences: [],
  };
};

/** The number that stands by now in the row of a cell. */
const numberOfRow = (cell: HTMLElement): string => cell.closest("fieldset")?.querySelector("input")?.value ?? "";

/** Enter goes on with the next person instead of sending the sheet. */
function toNextRow(event: KeyboardEvent, next: string): void {
  if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
  event.preventDefault();
  document.getElementById(next)?.focus();
}
