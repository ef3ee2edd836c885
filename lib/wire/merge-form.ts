import { z } from "zod";
import { ours } from "./bounds.ts";

type Fields = Readonly<Record<string, string>>;

/** The field in which a form that changes something sends along what stood in it when it was opened (`openedText`). */
export const OPENED = "opened";

/** What stands in the fields of a form, as the text of its field `OPENED`. */
export const openedText = (stored: Fields): string => JSON.stringify(stored);

const texts = z.record(ours, ours);

/** What stood in a form when it was opened; undefined for one that does not say it. */
function openedOf(fields: Fields): Fields | undefined {
  try {
    return texts.safeParse(JSON.parse(fields[OPENED] ?? "")).data;
  } catch {
    return undefined;
  }
}

/**
 * How the fields of a form belong together. `together`: groups of fields of which the first says which of the others
 * count; a name that ends with a colon is all boxes of that prefix. `whole`: all fields say one thing, such as a sheet
 * whose sums have to agree.
 */
export type HowToMerge = {
  readonly together?: readonly (readonly [string, ...string[]])[];
  readonly whole?: boolean;
};

/** A box is sent only when it is ticked; its name holds a colon. */
const isBox = (name: string): boolean => name.includes(":");

/** A value as it is compared: browsers send the ends of lines as two characters. */
const plain = (name: string, value: string): string =>
  isBox(name) && value !== "" ? "on" : value.replaceAll(/\r\n?/gu, "\n");

/**
 * Merges a form with what somebody else saved since it was opened. `fields`: as it was sent, with what stood in it
 * (`OPENED`). `stored`: what would stand in it now. A field that was left as it was takes the value that is stored; one
 * that nobody else changed keeps what was typed. `differ`: the fields that both changed, each in another way; they keep
 * what was typed. `fields` of the answer hold what is stored as what stood in the form: sent again, they win. Of a form
 * that does not say what stood in it, each field that differs counts as changed by both.
 */
export function mergeForm(
  fields: Fields,
  stored: Fields,
  { together = [], whole = false }: HowToMerge = {},
): { readonly fields: Fields; readonly differ: readonly string[] } {
  const opened = openedOf(fields);
  const was = (name: string): string => plain(name, (opened ?? stored)[name] ?? "");
  const is = (name: string): string => plain(name, stored[name] ?? "");
  const typed = (name: string): string => plain(name, fields[name] ?? (isBox(name) ? "" : was(name)));
  const differs = (name: string): boolean => typed(name) !== is(name);
  const isTyped = (name: string): boolean => (opened ? typed(name) !== was(name) : differs(name));
  const isSaved = (name: string): boolean => (opened ? is(name) !== was(name) : differs(name));
  const shown = new Set([...Object.keys(stored), ...Object.keys(opened ?? {})]);
  const names = [...new Set([...shown, ...Object.keys(fields).filter(isBox)])];

  const groups = together.map((group) => names.filter((name) => group.some((part) => isPart(name, part))));
  const clashes = groups.filter(
    ([...group], index) => differs(together[index]![0]) && group.some(isTyped) && group.some(isSaved),
  );
  const kept = new Set(whole && names.some(isSaved) && names.some(differs) ? names : clashes.flat());
  const differ = names.filter((name) =>
    kept.has(name) ? differs(name) && shown.has(name) : isTyped(name) && isSaved(name) && differs(name),
  );
  const taken = names.filter((name) => !kept.has(name) && !isTyped(name) && isSaved(name));
  const left = Object.entries(fields).filter(([name]) => !taken.includes(name));
  return {
    fields: {
      ...Object.fromEntries(left),
      ...Object.fromEntries(
        taken.filter((name) => !isBox(name) || is(name) !== "").map((name) => [name, stored[name] ?? ""]),
      ),
      [OPENED]: openedText(stored),
    },
    differ,
  };
}

const isPart = (name: string, part: string): boolean => (part.endsWith(":") ? name.startsWith(part) : name === part);
