import { readFileSync } from "node:fs";
import { join } from "node:path";
import { withTypographicApostrophes } from "#lib/place/clean-text.ts";
import type { Commune } from "#lib/place/commune.ts";

/** Loaded at the first call: 35,000 lines, 1.9 MB. */
let kept: readonly Commune[] | undefined;

/** The communes of today with their centres (data/README.md). */
export const readCommunes = (): readonly Commune[] =>
  (kept ??= readFileSync(join(/* turbopackIgnore: true */ process.cwd(), "data/communes.csv"), "utf8")
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [code = "", name = "", words = "", latitude, longitude, postalCodes = ""] = line.split(";");
      return {
        code,
        name: withTypographicApostrophes(name),
        words: ` ${words} `,
        latitude: Number(latitude),
        longitude: Number(longitude),
        postalCodes: postalCodes.split(" "),
      };
    }));

/** The commune with that INSEE code; undefined when there is none today. */
export const communeOfCode = (code: string): Commune | undefined =>
  (byCode ??= new Map(readCommunes().map((commune) => [commune.code, commune]))).get(code);

let byCode: ReadonlyMap<string, Commune> | undefined;
