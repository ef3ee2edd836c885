import pg from "pg";
import type { Instant } from "#lib/time/instant.ts";
import { pool } from "#lib/server/db.ts";
import { planDue } from "#lib/server/planning/series/plan-due.ts";
import { recorded } from "#tests/rig/recording.ts";
import { NEXT_NIGHT, NIGHT_OF_DATES, realPlaces } from "./data.ts";
import { measured } from "./explain.ts";
import type { MeasuredStatement } from "./judge.ts";
import { readSubject } from "./subject.ts";
import { readTags, useCasesOf, type UseCase } from "./use-cases.ts";

/** A use case with its statements at one size. */
export type MeasuredUseCase = Omit<UseCase, "run" | "before" | "boards"> & {
  readonly statements: readonly MeasuredStatement[];
};

/**
 * The nightly planning of a whole night, as it runs: how many series it looked at, dates it wrote, and milliseconds it
 * took.
 */
export type Horizon = { readonly series: number; readonly written: number; readonly milliseconds: number };

/** A day more of horizon, which writes. */
export const measureHorizon = async (): Promise<readonly Horizon[]> => [
  await planNight(NEXT_NIGHT),
  await planNight(NIGHT_OF_DATES),
];

async function planNight(night: Instant): Promise<Horizon> {
  const began = performance.now();
  const { series, written, failed, refused } = await planDue(night);
  if (failed + refused > 0)
    throw new Error(`The nightly planning wrote not all dates: ${failed} failed, ${refused} refused.`);
  return { series, written, milliseconds: performance.now() - began };
}

/** The statements of every use case. */
export async function measureUseCases(): Promise<readonly MeasuredUseCase[]> {
  // One connection: what a page asks at once is then sent in the same order at both sizes.
  pool.options.max = 1;
  const db = new pg.Client({
    connectionString: process.env["DATABASE_URL"] ?? "",
    options: "-c timezone=UTC",
  });
  await db.connect();
  // The fifth place takes appointments and is open this morning, the second takes none.
  const [, walkIn, , , subjectPlace] = await realPlaces();
  const subject = await readSubject(db, { slug: subjectPlace?.slug ?? "", walkInPlace: walkIn?.slug ?? "" });
  await readTags(subject);
  const all: MeasuredUseCase[] = [];
  const failed: string[] = [];
  for (const { before, run, boards, ...useCase } of useCasesOf(subject)) {
    try {
      if (before !== undefined) await db.query(before);
      forgetBoards();
      if (boards === "kept") await run();
      const statements = await recorded(run, "undone");
      if (statements.length === 0) throw new Error("It sends no statement.");
      all.push({ ...useCase, statements: await measured(db, statements, before) });
    } catch (error) {
      failed.push(`« ${useCase.name} »: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }
  await db.end();
  if (failed.length > 0) throw new Error(`${failed.length} use cases could not be measured:\n${failed.join("\n")}`);
  return all;
}

/**
 * Boards are kept in memory by version and minute; each use case is to ask for its own
 * (lib/server/queue/read-boards.ts).
 */
const forgetBoards = (): void =>
  (globalThis as { keptBoards?: { readonly boards: Map<string, unknown> } }).keptBoards?.boards.clear();
