import { CommandError } from "#scripts/command-error.ts";
import { withClient } from "#scripts/database.ts";
import { servedAt, withDatabases } from "#tests/rig/databases.ts";
import { startMeasurer } from "#tests/rig/measurer.ts";
import { lineOf, type Bound, type ReportLine } from "#tests/rig/report.ts";
import type { Section } from "#bench/section.ts";
import { brokenReferences, makeCountry, NOW, placesAt } from "./data.ts";
import { growthOf, isAsFast, missesOf, MOST_BUFFERS, type MeasuredStatement, type Scale } from "./judge.ts";
import type * as Measure from "./measure.ts";
import type { Horizon, MeasuredUseCase } from "./measure.ts";

/**
 * The larger database, unless an option says otherwise; the smaller one is a tenth of it. Below that, lists with a
 * limit are not full at the smaller size, and seem to grow.
 */
const SIZE = 0.2;
const TIMES = 10;

/** Seconds in which the nightly planning looks at every series of the larger database. */
const MOST_OF_A_NIGHT = 10;

/** Milliseconds in which the database answers that a feed of 500 places is unchanged. */
const UNCHANGED = { name: "feed of 500 places, unchanged", milliseconds: 5 };

/**
 * Every page's and call's statements on data in the proportions of the nation, at two sizes. Buffers decide, since
 * milliseconds depend on the machine; the rules are in bench/country/judge.ts.
 */
export const country: Section = {
  name: "country",
  title: "Statements of every page and call at two sizes of the nation: buffers, and their growth with milliseconds",
  onlyByName: true,
  measure: ({ size = SIZE }) =>
    withDatabases(async (make) => {
      const base = await at(await make("base"), size / TIMES);
      const larger = await at(await make("larger"), size);
      return [
        ...[base, larger].map(({ made }) => made),
        ...larger.horizon.map(lineOfNight),
        ...larger.useCases.flatMap((one) =>
          linesOf(
            base.useCases.find(({ name }) => name === one.name),
            one,
          ),
        ),
      ];
    }),
};

/** Makes the data of one size, proves that its rows fit together, and measures. */
async function at(
  url: string,
  size: number,
): Promise<{
  readonly made: ReportLine;
  readonly useCases: readonly MeasuredUseCase[];
  readonly horizon: readonly Horizon[];
}> {
  const began = performance.now();
  await makeCountry(url, size);
  const seconds = (performance.now() - began) / 1_000;
  await refuseBroken(url);
  const measurer = startMeasurer<typeof Measure>(new URL("measure.ts", import.meta.url), servedAt(url, NOW));
  const useCases = await measurer.ask("measureUseCases");
  const horizon = await measurer.ask("measureHorizon");
  await measurer.stop();
  return {
    made: { figure: `data of ${placesAt(size)} places`, measured: `made in ${seconds.toFixed(0)} s` },
    useCases,
    horizon,
  };
}

const lineOfNight = ({ series, written, milliseconds }: Horizon): ReportLine =>
  lineOf(`a day more of horizon: ${series} series, ${written} dates`, milliseconds / 1_000, {
    unit: "s",
    digits: 1,
    atMost: MOST_OF_A_NIGHT,
    missed: "See what the nightly planning asks for each series (lib/server/planning/plan-permanences.ts).",
  });

async function refuseBroken(url: string): Promise<void> {
  const broken = await withClient(url, brokenReferences);
  if (broken.length > 0)
    throw new CommandError(`Rows of the bench refer to nothing; correct bench/country/data.ts: ${broken.join(", ")}`);
}

/** One line for each statement, then the sum of the use case. A statement is found at the smaller size by its name. */
const linesOf = (base: MeasuredUseCase | undefined, useCase: MeasuredUseCase): readonly ReportLine[] => [
  ...useCase.statements.map((larger) =>
    lineOfStatement(
      useCase,
      base?.statements.find(({ name }) => name === larger.name),
      larger,
    ),
  ),
  sumOf(useCase, base?.statements),
];

function lineOfStatement(
  { name, scale }: MeasuredUseCase,
  base: MeasuredStatement | undefined,
  larger: MeasuredStatement,
): ReportLine {
  const misses = missesOf(scale, base, larger);
  return {
    figure: `${name} · ${larger.name}`,
    measured: `${base ? `${base.buffers} → ` : ""}${larger.buffers}`,
    spread: `${base ? `${growthOf(scale, base, larger).toFixed(1)} ×, ${base.milliseconds.toFixed(2)} → ` : ""}${larger.milliseconds.toFixed(2)} ms`,
    bound: { description: said(scale), holds: misses.length === 0, missed: misses.join(" ") },
  };
}

const said = (scale: Scale): string => (typeof scale === "string" ? scale : "may grow");

function sumOf(useCase: MeasuredUseCase, base: readonly MeasuredStatement[] | undefined): ReportLine {
  const { name, statements } = useCase;
  const buffers = sum(statements, "buffers");
  const milliseconds = sum(statements, "milliseconds");
  const bound = boundOf(useCase, milliseconds, base);
  const most = statements.reduce((heaviest, one) => (one.buffers > heaviest.buffers ? one : heaviest));
  return {
    figure: `${name}, in all`,
    measured: `${base ? `${sum(base, "buffers")} → ` : ""}${buffers}`,
    spread: `${base ? `${sum(base, "milliseconds").toFixed(2)} → ` : ""}${milliseconds.toFixed(2)} ms`,
    ...(bound && { bound: { missed: `Most is touched by « ${most.name} »: ${most.heaviest}.`, ...bound } }),
  };
}

/**
 * The bound of a whole use case: of a page or call its buffers, as many statements as at the smaller size, and its time
 * beside that; of the one feed its time, of other feeds and of nightly work none.
 */
function boundOf(
  { name, scale, feed = false, statements }: MeasuredUseCase,
  milliseconds: number,
  base: readonly MeasuredStatement[] | undefined,
): (Omit<Bound, "missed"> & { readonly missed?: string }) | undefined {
  if (name === UNCHANGED.name)
    return { description: `≤ ${UNCHANGED.milliseconds} ms`, holds: milliseconds <= UNCHANGED.milliseconds };
  if (feed || typeof scale === "object") return undefined;
  // A list up to a limit asks more, and for longer, as its answer fills; each of its statements is judged by the row.
  if (scale === "local" && base && base.length !== statements.length)
    return {
      description: `${base.length} statements`,
      holds: false,
      missed: `It sends ${statements.length} statements: one for each of something that becomes more.`,
    };
  if (scale === "local" && base && !isAsFast(base, statements)) return { description: "as fast", holds: false };
  // A row that is written enters every index of its table: what writes is judged by its growth alone.
  const read = sum(
    statements.filter(({ writes }) => !writes),
    "buffers",
  );
  return { description: `≤ ${MOST_BUFFERS}`, holds: read <= MOST_BUFFERS };
}

const sum = (all: readonly MeasuredStatement[], of: "buffers" | "milliseconds"): number =>
  all.reduce((whole, one) => whole + one[of], 0);
