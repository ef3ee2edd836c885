import { openDB, type DBSchema } from "idb";
import { ACT_KEY_RENEWED } from "#lib/access/retention.ts";
import type { Instant } from "#lib/time/instant.ts";
import { makeSigningKey, signText, type SigningKey } from "#lib/wire/queue/act-signature.ts";
import { textOfAct } from "#lib/wire/queue/sent-commands.ts";
import { newId } from "./ids.ts";
import { inStoreOf } from "./in-store.ts";
import { asSent, type KeptCommand } from "./outbox.ts";

/**
 * The key with which this device signs the acts of one login (`holder`, as of the copies of half-days). The private
 * half cannot be read, only used, and is deleted as soon as somebody else is signed in here. `isKnown`: the server has
 * the public half.
 */
type OwnKey = SigningKey & {
  readonly holder: string;
  readonly id: string;
  readonly madeAt: number;
  readonly isKnown: boolean;
};

interface ActKeysSchema extends DBSchema {
  keys: { key: string; value: OwnKey };
}

const inStore = inStoreOf(() =>
  openDB<ActKeysSchema>("permanences-keys", 1, {
    upgrade: (made) => void made.createObjectStore("keys", { keyPath: "holder" }),
  }),
);

/** Deletes the keys of all others; of everybody without `holder`. */
export const forgetKeys = (holder?: string): Promise<unknown> =>
  inStore(async (store) => {
    for (const each of await store.getAllKeys("keys")) if (each !== holder) await store.delete("keys", each);
  });

/** Deletes the key of one login that has ended. */
export const forgetKey = (holder: string): Promise<unknown> => inStore((store) => store.delete("keys", holder));

/**
 * Signs acts, so that a colleague may send them from this device and they stay those of their author
 * (docs/decisions/whose-acts.md).
 */
export type ActSigner = {
  /** Acts of one half-day with their signatures; as they are where this browser cannot sign. */
  readonly sign: (permanence: string, commands: readonly KeptCommand[]) => Promise<readonly KeptCommand[]>;
  /** Gives the server the public half, unless it has it. Called whenever the server has answered. */
  readonly announce: () => Promise<void>;
};

/** Tells the server a key; whether it keeps it, undefined without a usable answer. */
export type TellKey = (key: { readonly id: string; readonly publicKey: string }) => Promise<boolean | undefined>;

/**
 * The signer of one login on this device, which makes a key when it first needs one. `now`: by the server's clock, as
 * far as the device knows it.
 */
export function tabletSigner(holder: string, tell: TellKey, now: () => Instant): ActSigner {
  let key: Promise<OwnKey | undefined> | undefined;
  const own = (): Promise<OwnKey | undefined> => (key ??= keptKey(holder, now));
  const isCurrent = ({ madeAt }: OwnKey): boolean => now() - madeAt < ACT_KEY_RENEWED;
  const announce = async (): Promise<void> => {
    const mine = await own();
    if (!mine || (mine.isKnown && isCurrent(mine))) return;
    const isKept = isCurrent(mine) && (await tell(mine));
    if (isKept === undefined) return;
    if (isKept) {
      key = Promise.resolve({ ...mine, isKnown: true });
      await inStore((store) => store.put("keys", { ...mine, isKnown: true }));
      return;
    }
    await forgetKey(holder);
    key = undefined;
    const next = await own();
    if (next && (await tell(next))) {
      key = Promise.resolve({ ...next, isKnown: true });
      await inStore((store) => store.put("keys", { ...next, isKnown: true }));
    }
  };
  let announcing: Promise<void> | undefined;
  return {
    sign: async (permanence, commands) => {
      const mine = await own();
      return mine ? Promise.all(commands.map((command) => signedBy(mine, permanence, command))) : commands;
    },
    announce: () => (announcing ??= announce().finally(() => (announcing = undefined))),
  };
}

async function signedBy({ id, privateKey }: OwnKey, permanence: string, command: KeptCommand): Promise<KeptCommand> {
  const text = textOfAct(permanence, asSent(command));
  return { ...command, signed: { key: id, text, signature: await signText(privateKey, text) } };
}

/** The key that is kept, or a new one. The first that is written wins, where several tabs make one. */
const keptKey = (holder: string, now: () => Instant): Promise<OwnKey | undefined> =>
  inStore(async (store) => {
    const kept = await store.get("keys", holder);
    if (kept) return kept;
    const made: OwnKey = { ...(await makeSigningKey()), holder, id: newId(now()), madeAt: now(), isKnown: false };
    const writing = store.transaction("keys", "readwrite");
    const first = await writing.store.get(holder);
    if (!first) await writing.store.put(made);
    await writing.done;
    return first ?? made;
  });
