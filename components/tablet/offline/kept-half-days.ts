import { openDB, type DBSchema } from "idb";
import { forgottenAfter } from "#lib/access/kept-half-days.ts";
import { forgetKey, forgetKeys } from "#components/tablet/device/act-keys.ts";
import { inStoreOf } from "#components/tablet/device/in-store.ts";
import { serverTimeBy, type HalfDayCopy } from "./half-day-copy.ts";

/**
 * `holder`: the account that was last signed in here. `leaving`: the address of a sign-out that the server does not
 * know of yet.
 */
interface HalfDaysSchema extends DBSchema {
  copies: { key: string; value: HalfDayCopy };
  device: { key: "holder" | "leaving"; value: string };
}

/**
 * Apart from the unsent acts, which nothing here touches: a build opens its own version of each, and an older page
 * could not open a newer one. The worker (worker.js) reads both stores.
 */
const openStore = () =>
  openDB<HalfDaysSchema>("permanences-half-days", 1, {
    upgrade: (made) => {
      made.createObjectStore("copies", { keyPath: "permanence" });
      made.createObjectStore("device");
    },
  });

const inStore = inStoreOf(openStore);

/** What this device holds: whose it is, and the copies of half-days. */
export type KeptHalfDays = {
  readonly holder?: string | undefined;
  readonly leaving?: string | undefined;
  readonly copies: readonly HalfDayCopy[];
};

export const readKeptHalfDays = async (): Promise<KeptHalfDays> =>
  (await inStore(async (store) => ({
    holder: await store.get("device", "holder"),
    leaving: await store.get("device", "leaving"),
    copies: await store.getAll("copies"),
  }))) ?? { copies: [] };

/** Whoever is signed in now: copies of everybody else are wiped, and the keys with which their acts were signed. */
export const heldBy = (user: string): Promise<unknown> => Promise.all([forgetKeys(user), copiesHeldBy(user)]);

const copiesHeldBy = (user: string): Promise<unknown> =>
  inStore(async (store) => {
    const writing = store.transaction(["copies", "device"], "readwrite");
    const copies = writing.objectStore("copies");
    for (const { permanence, of } of await copies.getAll()) if (of !== user) await copies.delete(permanence);
    await writing.objectStore("device").put(user, "holder");
    await writing.done;
  });

/**
 * Keeps one, of whoever holds the device: a page that was left open keeps nothing for somebody who has signed out
 * meanwhile.
 */
export const keepCopy = (copy: HalfDayCopy): Promise<unknown> =>
  inStore(async (store) => {
    const writing = store.transaction(["copies", "device"], "readwrite");
    if ((await writing.objectStore("device").get("holder")) === copy.of) await writing.objectStore("copies").put(copy);
    await writing.done;
  });

/**
 * Keeps those that the server gave just now, and forgets the others. One that a tablet keeps up to date meanwhile is
 * not put back.
 */
export const keepGiven = (given: readonly HalfDayCopy[], holder: string, device: number): Promise<unknown> =>
  inStore(async (store) => {
    const writing = store.transaction(["copies", "device"], "readwrite");
    const copies = writing.objectStore("copies");
    if ((await writing.objectStore("device").get("holder")) === holder) {
      const before = new Map((await copies.getAll()).map((copy) => [copy.permanence, copy]));
      for (const copy of given) {
        const known = before.get(copy.permanence);
        if (!known || known.of !== holder || known.line.version <= copy.line.version) await copies.put(copy);
      }
      const ids = given.map(({ permanence }) => permanence);
      const gone = [...before.values()].filter(
        (copy) => forgottenAfter([copy], ids, holder, serverTimeBy(given[0] ?? copy, device)).length > 0,
      );
      for (const { permanence } of gone) await copies.delete(permanence);
    }
    await writing.done;
  });

/** Wipes what is kept for this holder, whose login has ended; not what is kept for somebody who has signed in since. */
export const forgetHolder = (holder: string): Promise<unknown> =>
  Promise.all([forgetKey(holder), forgetCopiesOf(holder)]);

const forgetCopiesOf = (holder: string): Promise<unknown> =>
  inStore(async (store) => {
    const writing = store.transaction(["copies", "device"], "readwrite");
    const copies = writing.objectStore("copies");
    for (const { permanence, of } of await copies.getAll()) if (of === holder) await copies.delete(permanence);
    const device = writing.objectStore("device");
    if ((await device.get("holder")) === holder) await device.delete("holder");
    await writing.done;
  });

export const forgetCopy = (permanence: string): Promise<unknown> =>
  inStore((store) => store.delete("copies", permanence));

/**
 * Wipes the copies and whose they are, and every key; acts that were not sent stay. `leaving`: where the sign-out is
 * still to be posted, since the server was not told.
 */
export const forgetEverything = (leaving?: string): Promise<unknown> =>
  Promise.all([forgetKeys(), forgetCopies(leaving)]);

const forgetCopies = (leaving: string | undefined): Promise<unknown> =>
  inStore(async (store) => {
    const writing = store.transaction(["copies", "device"], "readwrite");
    await writing.objectStore("copies").clear();
    const device = writing.objectStore("device");
    await device.delete("holder");
    if (leaving !== undefined) await device.put(leaving, "leaving");
    await writing.done;
  });

/** The server was told of the sign-out, or somebody has signed in since. */
export const hasLeft = (): Promise<unknown> => inStore((store) => store.delete("device", "leaving"));
