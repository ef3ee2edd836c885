import { randomUUID } from "node:crypto";
import { delayOf } from "#lib/server/live/process-order.ts";

const PROCESSES = Array.from({ length: 4 }, () => randomUUID());
const LINES = Array.from({ length: 1_000 }, () => randomUUID());

test("a process waits the same for the same line each time, and less than it may", () => {
  for (const line of LINES.slice(0, 50)) {
    const delay = delayOf(line, 1_000, PROCESSES[0]);
    expect(delayOf(line, 1_000, PROCESSES[0])).toBe(delay);
    expect(delay).toBeGreaterThanOrEqual(0);
    expect(delay).toBeLessThan(1_000);
  }
});

test("each of four processes comes first for about a quarter of the lines, spread over the time", () => {
  const first = LINES.map((line) => {
    const delays = PROCESSES.map((process) => delayOf(line, 1_000, process));
    return delays.indexOf(Math.min(...delays));
  });
  for (const process of PROCESSES.keys())
    expect(Math.abs(first.filter((one) => one === process).length - 250)).toBeLessThan(100);
  const tenths = new Set(LINES.map((line) => Math.floor(delayOf(line, 10, PROCESSES[0]))));
  expect(tenths.size).toBe(10);
});
