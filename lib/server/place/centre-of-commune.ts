import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Centre } from "../../place/position.ts";

/** Read at the first call; 35,000 communes. */
let kept: ReadonlyMap<string, Centre> | undefined;

/** The centre of the commune with that INSEE code; undefined where its outline is not known (data/README.md). */
export const centreOf = (code: string | undefined): Centre | undefined =>
  code === undefined ? undefined : (kept ??= readCentres()).get(code);

function readCentres(): ReadonlyMap<string, Centre> {
  const text = readFileSync(join(/* turbopackIgnore: true */ process.cwd(), "data/communes.csv"), "utf8");
  const [, ...lines] = text.trimEnd().split("\n");
  return new Map(
    lines.map((line) => {
      const [code = "", , , latitude, longitude] = line.split(";");
      return [code, { latitude: Number(latitude), longitude: Number(longitude) }];
    }),
  );
}
