import { jest } from "@jest/globals";

const { now } = Date;
let ahead = 0;

/** Sets the machine's clock forward in this test file. Limits count by it, and the clock of the server runs on it. */
export function machineTimePasses(milliseconds: number): void {
  ahead += milliseconds;
  jest.spyOn(Date, "now").mockImplementation(() => now() + ahead);
}

/** The machine's clock tells the real time again. */
export function realMachineTime(): void {
  ahead = 0;
  jest.spyOn(Date, "now").mockRestore();
}
