import type { Actor } from "#lib/access/actor.ts";
import { clock } from "#lib/server/clock.ts";
import { transaction, type Tx } from "#lib/server/db.ts";
import { tellChangedInTransaction } from "./tell-appointments.ts";

/**
 * A transaction of an act whose answer says who is told how: at its end what it has changed is compared
 * (`tellChanged`).
 */
export const tellingTransaction = <Value>(act: (tx: Tx) => Promise<Value>, actor: Actor | "service"): Promise<Value> =>
  transaction(async (tx) => {
    const done = await act(tx);
    await tellChangedInTransaction(tx, clock.now());
    return done;
  }, actor);
