import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The rows of a file of INSEE and La Poste, in the package @etalab/decoupage-administratif (Licence Ouverte). The
 * communes have 8 MB, the départements 13 kB.
 */
export const readInseeFile = <Row>(file: "communes" | "departements"): readonly Row[] =>
  JSON.parse(
    readFileSync(
      join(/* turbopackIgnore: true */ process.cwd(), `node_modules/@etalab/decoupage-administratif/data/${file}.json`),
      "utf8",
    ),
  ) as readonly Row[];
