import { withTypographicApostrophes } from "#lib/place/clean-text.ts";
import { departmentOfInsee } from "#lib/place/territory.ts";
import { readInseeFile } from "./read-insee-file.ts";

/** Names by numbers, loaded at the first call. */
let names: ReadonlyMap<string, string> | undefined;

const namesByNumber = (): ReadonlyMap<string, string> =>
  (names ??= new Map(
    readInseeFile<{ code: string; nom: string }>("departements").map(({ code, nom }) => [code, nom] as const),
  ));

/** Every département for a list to choose from: its number, and the number with its name (« 35 · Ille-et-Vilaine »). */
export const departments = (): readonly { readonly value: string; readonly label: string }[] =>
  [...namesByNumber()].map(([number, name]) => ({
    value: number,
    label: `${number} · ${withTypographicApostrophes(name)}`,
  }));

/** The name of the département of a commune, by its INSEE code; the number of one that has no name. */
export function departmentName(inseeCode: string): string {
  const number = departmentOfInsee(inseeCode) ?? inseeCode.slice(0, 2);
  return withTypographicApostrophes(namesByNumber().get(number) ?? number);
}
