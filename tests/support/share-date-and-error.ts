import { runInThisContext } from "node:vm";

/**
 * Jest gives each test file global objects of its own, while the packages of shared-packages.mjs use those of the
 * process. Here their dates and errors become instances of the test file's `Date` and `Error` too.
 */
globalThis.Date = runInThisContext("Date") as DateConstructor;

const ofProcess = runInThisContext("Error") as ErrorConstructor;
const isInstance = Function.prototype[Symbol.hasInstance];
Object.defineProperty(Error, Symbol.hasInstance, {
  value(this: unknown, error: unknown): boolean {
    return isInstance.call(this, error) || (this === Error && isInstance.call(ofProcess, error));
  },
});
