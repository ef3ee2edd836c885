import type { Page } from "playwright-core";

/**
 * The rows that the browser of this page keeps for the site in a store of an IndexedDB database, in the order of their
 * keys; none where there is no such database or store. It never makes the database: one that a test made would lack its
 * stores, and the page could keep nothing in it.
 */
export const keptRows = <Row>(page: Page, database: string, store: string): Promise<readonly Row[]> =>
  page.evaluate(readInside, [database, store] as const) as Promise<readonly Row[]>;

/** Runs in the browser. */
async function readInside([name, store]: readonly [string, string]): Promise<readonly unknown[]> {
  const answered = <Value>(asked: IDBRequest<Value>): Promise<Value> =>
    new Promise((resolve, reject) => {
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error as Error);
    });
  if (!(await indexedDB.databases()).some((one) => one.name === name)) return [];
  const database = await answered(indexedDB.open(name));
  try {
    if (!database.objectStoreNames.contains(store)) return [];
    return await answered(database.transaction(store).objectStore(store).getAll());
  } finally {
    database.close();
  }
}
