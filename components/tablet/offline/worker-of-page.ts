import { MINUTE } from "#lib/time/instant.ts";

/** Milliseconds between two looks for a new build; browsers look with each page too. */
const LOOKED_EVERY = 60 * MINUTE;

/**
 * Milliseconds until a worker that could not be installed is tried again: on a weak network one of its files may not
 * arrive.
 */
const TRIED_AGAIN_AFTER = MINUTE;

const workers = (): ServiceWorkerContainer | undefined =>
  "serviceWorker" in navigator ? navigator.serviceWorker : undefined;

/** Whether pages below the list of half-days open without network now. */
export const opensWithoutNetwork = (): boolean => Boolean(workers()?.controller);

/**
 * Starts the worker for the pages below `list`, the address of the list of half-days in this language. Where the
 * browser has none, or the server gives none, pages open with network alone.
 */
export function startWorker(list: string): () => void {
  let registered: ServiceWorkerRegistration | undefined;
  const register = (): void =>
    void workers()
      ?.register("/travailleur.js", { scope: list, updateViaCache: "none" })
      .then(
        (found) => (registered = found),
        () => undefined,
      );
  register();
  const looks = setInterval(() => void registered?.update().catch(() => undefined), LOOKED_EVERY);
  // The browser drops a registration whose worker could not be installed.
  const tries = setInterval(() => {
    if (!(registered?.installing ?? registered?.waiting ?? registered?.active)) register();
  }, TRIED_AGAIN_AFTER);
  return () => (clearInterval(looks), clearInterval(tries));
}

/** Lets a new build of the worker take over, now or as soon as it has come, until the returned function is called. */
export function takeNewBuild(list: string): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  const take = (registration: ServiceWorkerRegistration): void => {
    if (!signal.aborted) registration.waiting?.postMessage("take-over");
  };
  const found = (registration: ServiceWorkerRegistration): void => {
    take(registration);
    registration.installing?.addEventListener("statechange", () => take(registration), { signal });
  };
  void workers()
    ?.getRegistration(list)
    .then((registration) => {
      if (!registration || signal.aborted) return;
      found(registration);
      registration.addEventListener("updatefound", () => found(registration), { signal });
    });
  return () => ended.abort();
}
