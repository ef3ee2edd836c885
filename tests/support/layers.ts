import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The layers of tests that jest runs, and the folders in which their test files stand. */
export const LAYERS = {
  unit: { folders: ["tests/lib", "tests/messages"], ending: ".test.ts" },
  components: { folders: ["tests/components"], ending: ".test.tsx" },
  check: { folders: ["tests/check"], ending: ".test.ts" },
  server: { folders: ["tests/server", "tests/scripts"], ending: ".test.ts" },
  e2e: { folders: ["tests/e2e"], ending: ".test.ts" },
} as const;

export type Layer = keyof typeof LAYERS;

/**
 * What the first docblock of a test file may say. `@zones`: `npm run test:long` runs it in two more time zones of the
 * process. `@long`: it runs in `npm run test:long` only. `@slow`: `npm run test:quick` leaves it out. `@dates`: a
 * browser file that `npm run test:dates` runs too.
 */
export type Mark = "zones" | "long" | "slow" | "dates";

/** The test files of a layer, as paths from the root of the repository. */
export function testFiles(layer: Layer): readonly string[] {
  const { folders, ending } = LAYERS[layer];
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(ending))
      .map((file) => join(folder, file).replaceAll("\\", "/"))
      .toSorted(),
  );
}

/** Whether the first docblock of this text has the mark. Only a docblock at the very beginning counts. */
export const hasMark = (text: string, mark: Mark): boolean =>
  new RegExp(`^/\\*\\*(?:(?!\\*/)[^])*@${mark}\\b`, "u").test(text);

/** The test files of a layer that try generated input; PROPERTY_TIMES says how often (property-runs.ts). */
export const filesWithProperties = (layer: Layer): readonly string[] =>
  filesImporting(layer, /"(?:fast-check|#tests\/support\/property-runs\.ts)"/);

/**
 * The browser files that look for faults at three widths; EVERY_WIDTH says at which axe runs
 * (faults-at-three-widths.ts).
 */
export const filesAtThreeWidths = (): readonly string[] =>
  filesImporting("e2e", /"#tests\/support\/faults-at-three-widths\.ts"/);

const filesImporting = (layer: Layer, module: RegExp): readonly string[] =>
  testFiles(layer).filter((file) => module.test(readFileSync(file, "utf8")));

/** The test files of a layer that have the mark, or those that do not. */
export const filesWith = (layer: Layer, mark: Mark, has = true): readonly string[] =>
  testFiles(layer).filter((file) => hasMark(readFileSync(file, "utf8"), mark) === has);
