import { openDB, type DBSchema } from "idb";
import type { KeptCommand, Outbox } from "./outbox.ts";

interface OutboxSchema extends DBSchema {
  commands: {
    key: number;
    value: { readonly permanence: string; readonly command: KeptCommand };
    indexes: { permanence: string };
  };
}

const openStore = () =>
  openDB<OutboxSchema>("permanences-tablet", 1, {
    upgrade: (made) =>
      void made.createObjectStore("commands", { autoIncrement: true }).createIndex("permanence", "permanence"),
  });

/**
 * The outbox of one permanence in IndexedDB: it survives a reload and an empty battery. The growing key keeps the order
 * of commands made in the same millisecond. Rejects where the browser stores nothing: wrap it in `resilientOutbox`.
 */
export async function openOutbox(permanence: string): Promise<Outbox> {
  const store = await openStore();
  return {
    all: async () => (await store.getAllFromIndex("commands", "permanence", permanence)).map(({ command }) => command),
    add: async (commands) => {
      const writing = store.transaction("commands", "readwrite");
      await Promise.all([...commands.map((command) => writing.store.add({ permanence, command })), writing.done]);
    },
    remove: async (ids) => {
      const writing = store.transaction("commands", "readwrite");
      for (let at = await writing.store.openCursor(); at; at = await at.continue()) {
        if (at.value.permanence === permanence && ids.includes(at.value.command.id)) await at.delete();
      }
      await writing.done;
    },
  };
}

/** All commands that this browser keeps, of whomever, with their permanence, the oldest first. */
export async function everythingUnsent(): Promise<readonly OutboxSchema["commands"]["value"][]> {
  const store = await openStore();
  const kept = await store.getAll("commands");
  store.close();
  return kept;
}

/**
 * The permanences for which this browser keeps commands of this conseiller, or without one of anybody, that the server
 * has not answered, the oldest command first.
 */
export async function permanencesWithUnsentActs(conseiller?: string): Promise<readonly string[]> {
  return [
    ...new Set(
      (await everythingUnsent())
        .filter(({ command }) => conseiller === undefined || command.conseiller === conseiller)
        .map(({ permanence }) => permanence),
    ),
  ];
}
