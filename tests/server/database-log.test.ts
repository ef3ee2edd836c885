/** @long */
import fs from "node:fs";
import { jest } from "@jest/globals";
import { freshDatabase } from "#tests/support/database.ts";
import { eventually } from "#tests/support/eventually.ts";
import { openDatabaseLink } from "./live/database-link.ts";

process.env["LOG_LEVEL"] = "info";
const url = (process.env["DATABASE_URL"] = await freshDatabase());
const { askDatabase, databaseState, watchDatabase } = await import("#lib/server/database-watch.ts");
const { logUnexpected } = await import("#lib/server/log.ts");

/** The lines of the log: what the process writes to its first descriptor. */
function linesOfLog() {
  const lines: { readonly msg: string; readonly seconds?: number }[] = [];
  const write = fs.writeSync;
  const spy = jest.spyOn(fs, "writeSync").mockImplementation(((fd: number, text: string | Buffer, ...more: []) => {
    if (fd !== 1) return write(fd, text as string, ...more);
    for (const line of String(text).split("\n").filter(Boolean)) lines.push(JSON.parse(line) as never);
    return Buffer.byteLength(text);
  }) as never);
  return { said: () => lines.map(({ msg }) => msg), lines, end: () => spy.mockRestore() };
}

const LOST = "The database does not answer. Every page says so, and it is asked again until it does.";

test("an outage has a line when it begins, one a minute while it lasts, one at its end, and its errors have none", async () => {
  const link = await openDatabaseLink(url);
  const log = linesOfLog();
  const end = watchDatabase(link.url);
  try {
    expect((await askDatabase()).lostSince).toBeUndefined();
    link.cut();
    await eventually(() => log.said().join(), LOST);
    await link.refused(5);
    for (const code of ["ECONNREFUSED", "57P01", "BUSY"]) logUnexpected(Object.assign(new Error("away"), { code }));
    expect((await askDatabase()).lostSince).toBeDefined();
    logUnexpected(new TypeError("another"));
    expect(log.said()).toEqual([LOST, "surprise"]);
    const now = performance.now.bind(performance);
    const later = jest.spyOn(performance, "now").mockImplementation(() => now() + 61_000);
    await eventually(() => log.said().length, 3);
    await askDatabase();
    await askDatabase();
    link.restore();
    await eventually(() => databaseState().lostSince, undefined);
    later.mockRestore();
    expect(log.said()).toEqual([LOST, "surprise", "The database still does not answer.", "the database answers again"]);
    expect(log.lines.at(-1)?.seconds).toBeGreaterThanOrEqual(0);
    logUnexpected(Object.assign(new Error("closed"), { code: "ECONNRESET" }));
    await eventually(() => log.said()[4], "surprise");
  } finally {
    log.end();
    end();
    await link.close();
  }
});
