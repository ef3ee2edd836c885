import { isAlive } from "../../queue/alive.ts";
import { clock, toDate } from "../clock.ts";
import { transaction } from "../db.ts";
import { livelinessColumns, livelinessOf } from "./liveliness.ts";
import { notifyFollowers } from "./notify-followers.ts";

/** Notes that a device of the team was heard just now. Followers are told when it had been silent. */
export const hear = (permanenceId: string): Promise<void> =>
  transaction(async (tx) => {
    const now = clock.now();
    const before = await tx.permanence.findUniqueOrThrow({ where: { id: permanenceId }, select: livelinessColumns });
    await tx.permanence.update({ where: { id: permanenceId }, data: { heardAt: toDate(now) }, select: { id: true } });
    if (!isAlive(livelinessOf(before), now)) await notifyFollowers(tx, permanenceId);
  });
