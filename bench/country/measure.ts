import pg from "pg";
import { recorded } from "../bookings/recording.ts";
import { answerAll } from "../measurer.ts";
import { realPlaces } from "./data.ts";
import { measured } from "./explain.ts";
import type { Measured } from "./judge.ts";
import { readSubject } from "./subject.ts";
import type { UseCase } from "./use-cases.ts";

/** A use case with its statements at one size. */
export type MeasuredUseCase = Omit<UseCase, "run" | "before" | "boards"> & { readonly statements: readonly Measured[] };

answerAll(async (): Promise<readonly MeasuredUseCase[]> => {
  const { useCasesOf, readTags } = await import("./use-cases.ts");
  const { pool } = await import("#lib/server/db.ts");
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
  for (const { before, run, boards, ...useCase } of useCasesOf(subject)) {
    try {
      if (before !== undefined) await db.query(before);
      forgetBoards();
      if (boards === "kept") await run();
      const statements = await recorded(run, "undone");
      if (statements.length === 0) throw new Error("It sends no statement.");
      all.push({ ...useCase, statements: await measured(db, statements, before) });
    } catch (error) {
      throw new Error(
        `« ${useCase.name} » could not be measured: ${error instanceof Error ? error.stack : String(error)}`,
      );
    }
  }
  await db.end();
  return all;
});

/** Boards are kept in memory by version and minute; each use case is to ask for its own (lib/server/queue/kept-boards.ts). */
const forgetBoards = (): void =>
  (globalThis as { keptBoards?: { readonly boards: Map<string, unknown> } }).keptBoards?.boards.clear();
