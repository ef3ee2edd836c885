import { AsyncLocalStorage } from "node:async_hooks";
import { isBusy } from "#lib/server/busy.ts";
import { noteFull } from "#lib/server/full-disk.ts";

/** What is known of the failure of one request. `busy`: an error of it only means "not now" (`isBusy`). */
export type Failure = { busy: boolean };

/** Kept on the process, since a bundler may load this file more than once. */
const kept = globalThis as { failures?: AsyncLocalStorage<Failure> };
const failures = (): AsyncLocalStorage<Failure> => (kept.failures ??= new AsyncLocalStorage());

/**
 * Begins to keep what fails in the request that is being received: everything that follows from here on belongs to it.
 * Called where Node.js announces a request, before the framework has it.
 */
export function watchFailure(): Failure {
  const failure = { busy: false };
  failures().enterWith(failure);
  return failure;
}

/**
 * Keeps an error that the framework caught in the request to which this call belongs (`onRequestError` of
 * instrumentation.ts).
 */
export function noteFailure(error: unknown): void {
  noteFull(error);
  const failure = failures().getStore();
  if (failure && isBusy(error)) failure.busy = true;
}
