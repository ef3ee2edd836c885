import type { Actor } from "../../access/actor.ts";
import { may } from "../../access/may.ts";
import { isAlive } from "../../queue/alive.ts";
import type { QueueRefusal } from "../../queue/refusal.ts";
import { accept, refuse, type Result } from "../../result.ts";
import { isUuid } from "../../uuid.ts";
import { clock } from "../clock.ts";
import { db, transaction, type Tx } from "../db.ts";
import { freshId } from "../fresh-id.ts";
import { keepOutcome, outcomeOf } from "../once.ts";
import { lockAndApply } from "./apply-command.ts";
import { livelinessColumns, livelinessOf } from "./liveliness.ts";
import { lockPermanence } from "./load-line.ts";
import { numberTaken, type NumberTaken } from "./number-taken.ts";

export type NumberWanted = { readonly permanence: string; readonly topic?: string; readonly language?: string; readonly priority?: boolean };
export type TakeNumberRefusal = QueueRefusal | "not-allowed" | "place-offline" | "unknown-topic" | "idempotency-key-reused";

const SCOPE = "take-number";

/**
 * Gives the next number of a permanence, on site: to the team, a kiosk of the place, or whoever holds its door's
 * secret; priority is the team's to give. The same key (a UUID) leads to the same number however often it is sent.
 * A door gives none while the team's devices are silent (`place-offline`): nobody would know of it.
 */
export async function takeNumber(actor: Actor, wanted: NumberWanted, key?: string): Promise<Result<NumberTaken, TakeNumberRefusal>> {
  const permanence = isUuid(wanted.permanence)
    ? await db.permanence.findUnique({ where: { id: wanted.permanence }, select: { placeId: true, organisationId: true } })
    : null;
  if (!permanence) return refuse("not-found");
  if (!may(actor, { act: "take-number", place: permanence.placeId, organisation: permanence.organisationId })) return refuse("not-allowed");
  if (wanted.priority && !may(actor, { act: "run-line", organisation: permanence.organisationId })) return refuse("not-allowed");
  if (wanted.topic !== undefined && !(await db.topic.findUnique({ where: { key: wanted.topic }, select: { id: true } }))) return refuse("unknown-topic");
  return transaction((tx) => takeOnce(tx, actor, wanted, key));
}

async function takeOnce(tx: Tx, actor: Actor, wanted: NumberWanted, key: string | undefined): Promise<Result<NumberTaken, TakeNumberRefusal>> {
  await lockPermanence(tx, wanted.permanence);
  const earlier = key === undefined ? accept(undefined) : await outcomeOf(tx, SCOPE, key, wanted);
  if (!earlier.ok) return earlier;
  if (earlier.value) return accept(await numberTaken(tx, earlier.value.id));
  if (actor.kind === "door" && (await isSilent(tx, wanted.permanence))) return refuse("place-offline");
  const { permanence, ...person } = wanted;
  const now = clock.now();
  const visit = freshId();
  const command = { id: freshId(), at: now, device: actor.kind, type: "add-visit", visit, ...person } as const;
  const result = await lockAndApply(tx, permanence, command, { actor, lastExchange: undefined });
  if (result.outcome === "refused") return refuse(result.refusal);
  if (key !== undefined) await keepOutcome(tx, SCOPE, key, wanted, { kind: "visit", id: visit }, now);
  return accept(await numberTaken(tx, visit));
}

async function isSilent(tx: Tx, permanenceId: string): Promise<boolean> {
  const row = await tx.permanence.findUniqueOrThrow({ where: { id: permanenceId }, select: livelinessColumns });
  return !isAlive(livelinessOf(row), clock.now());
}
