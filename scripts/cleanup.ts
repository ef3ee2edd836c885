type Task = () => Promise<void>;

const tasks: Task[] = [];
let running: Promise<void> | undefined;
const begun = new AbortController();

/** Aborted as soon as this process begins to end, before anything is stopped: from then on nothing is started again. */
export const ending: AbortSignal = begun.signal;

/**
 * Registers a task that runs before the process ends, also after Ctrl-C: stopping a server or a child. It must accept
 * that the server or child has ended already.
 */
export const cleanUpAtEnd = (task: Task): void => void tasks.push(task);

/**
 * Runs all registered tasks, the last registered first: the application stops before its database. A second call waits
 * for the first.
 */
export const cleanUpAll = (): Promise<void> =>
  (running ??= (async () => {
    begun.abort();
    for (const task of tasks.reverse()) await task();
  })());
