import type { Breach, Check } from "./breach.ts";
import { isProductCode, type House } from "./house.ts";

const MAX = 250;
const MEDIAN = 50;
const P90 = 140;
/** The design's 1.0, for the core alone and for the product as a whole (decision 0008). */
const WHOLE_FLOOR = 1;

/**
 * The targets of the design, in lines as `wc -l` counts them: median file ≤ 50, nine in ten ≤ 140, none above 250,
 * and tests at least as long as code, for the core alone and for the product as a whole.
 * Read strictly: this tool and its own tests (tests/check, tests/support) and the schema tests stand on neither side.
 */
export const sizes: Check = async (house) => {
  const code = house.files.filter(isProductCode);
  const lengths = code.map((file) => house.linesOf(file)).sort((a, b) => a - b);
  const median = at(lengths, 0.5);
  const p90 = at(lengths, 0.9);
  const core = ratio(house, /^tests\/lib\//, /^lib\/(?!(server|wire)\/).*\.ts$/);
  const whole = ratio(house, /^tests\/(lib|server(?!\/schema)|components|e2e|messages)\//, /./);
  return {
    breaches: [
      ...tooLong(house),
      ...(median > MEDIAN ? [target("size-median", `The median file has ${median} lines; the target is ${MEDIAN}.`)] : []),
      ...(p90 > P90 ? [target("size-p90", `One file in ten has more than ${p90} lines; the target is ${P90}.`)] : []),
      ...(core < 1 ? [target("tests-as-long-as-core", `tests/lib is ${core.toFixed(2)} times as long as the core.`)] : []),
      ...(whole < WHOLE_FLOOR ? [target("tests-as-long-as-code", `The tests are ${whole.toFixed(2)} times as long as the code; the floor is ${WHOLE_FLOOR}.`)] : []),
    ],
    seen: `${code.length} source files, median ${median}, p90 ${p90}, longest ${lengths.at(-1) ?? 0}; tests ÷ code: core ${core.toFixed(2)}, whole ${whole.toFixed(2)} (target 1.00)`,
  };
};

function tooLong(house: House): Breach[] {
  const written = house.files.filter((file) => isProductCode(file) || /^(tests|bench)\/.*\.tsx?$|^app\/.*\.css$/.test(file));
  return written.filter((file) => house.linesOf(file) > MAX).map((file) => ({
    rule: "size-max", file, line: MAX + 1, wrong: `${house.linesOf(file)} lines; no file has more than ${MAX}.`,
    instead: "Two rooms or two deeds live in it: give each its file.",
  }));
}

function ratio(house: House, tests: RegExp, code: RegExp): number {
  const lines = (files: readonly string[]): number => files.reduce((sum, file) => sum + house.linesOf(file), 0);
  const written = lines(house.files.filter((file) => isProductCode(file) && code.test(file)));
  return written === 0 ? 1 : lines(house.files.filter((file) => /\.tsx?$/.test(file) && tests.test(file))) / written;
}

const at = (sorted: readonly number[], share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;

const target = (rule: string, wrong: string): Breach => ({
  rule, file: "lib, components, app", line: 1, wrong,
  instead: rule.startsWith("tests") ? "Write the missing sentences of the service as tests, room by room; `npm run check` prints the figures." : "Split the longest files: one deed or one thing a file.",
});
