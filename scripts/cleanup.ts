type PutAway = () => Promise<void>;

const things: PutAway[] = [];
let going: Promise<void> | undefined;

/** Has this ended before the process ends, also when Ctrl-C comes halfway: a server, a child. It may have ended already. */
export const cleanUpAtEnd = (thing: PutAway): void => void things.push(thing);

/** Ends everything, last begun first: the application before its database. A second call waits for the first. */
export const cleanUpAll = (): Promise<void> =>
  (going ??= (async () => {
    for (const thing of things.reverse()) await thing();
  })());
