import type { DBSchema, IDBPDatabase } from "idb";

/**
 * Does something in a store of the browser, opened for it alone. Undefined where the browser stores nothing, or it
 * fails.
 */
export const inStoreOf =
  <Stored extends DBSchema>(open: () => Promise<IDBPDatabase<Stored>>) =>
  async <Value>(asked: (store: IDBPDatabase<Stored>) => Promise<Value>): Promise<Value | undefined> => {
    try {
      const store = await open();
      try {
        return await asked(store);
      } finally {
        store.close();
      }
    } catch {
      return undefined;
    }
  };
