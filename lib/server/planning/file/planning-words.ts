import { COLUMNS, type Column, type PlanningWords } from "#lib/wire/planning/planning-file.ts";
import { translatorIn } from "#lib/server/translate.ts";

const STATES = [
  "later",
  "normally-open",
  "open",
  "closed",
  "cancelled",
  "shut",
] as const satisfies readonly (keyof PlanningWords["states"])[];

/** The words of a file of the planning: in French for every reader, so that one file is read in each language. */
export function planningWords(): PlanningWords {
  const say = translatorIn("fr", "planningFile");
  const saying = <Key extends string>(keys: readonly Key[], of: string) =>
    Object.fromEntries(keys.map((key) => [key, say(`${of}.${key}`)])) as Record<Key, string>;
  return {
    columns: saying<Column>(COLUMNS, "columns"),
    kinds: saying(["series", "date"] as const, "kinds"),
    states: saying(STATES, "states"),
  };
}
