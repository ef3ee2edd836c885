import { withTypographicApostrophes } from "../../place/clean-text.ts";
import { departmentOfInsee } from "../../place/territory.ts";
import { readInseeFile } from "./read-insee-file.ts";

/** Names by numbers, loaded at the first call. */
let names: ReadonlyMap<string, string> | undefined;

/** The name of the département of a commune, by its INSEE code; the number of one that has no name. */
export function departmentName(inseeCode: string): string {
  names ??= new Map(
    readInseeFile<{ code: string; nom: string }>("departements").map(({ code, nom }) => [code, nom] as const),
  );
  const number = departmentOfInsee(inseeCode) ?? inseeCode.slice(0, 2);
  return withTypographicApostrophes(names.get(number) ?? number);
}
