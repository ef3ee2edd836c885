import type { Actor } from "../../../access/actor.ts";
import { may } from "../../../access/may.ts";
import { accept, refuse, type Result } from "../../../result.ts";
import { isUuid } from "../../../uuid.ts";
import { clock } from "../../clock.ts";
import { transaction } from "../../db.ts";
import { appendJournal } from "../../journal/append-journal.ts";
import { standardTopicKeys } from "../../schedule/standard-topics.ts";
import { saveTopics } from "../set-up/topics.ts";
import { noteSetUpStep } from "./mark-set-up.ts";

/**
 * Switches each standard topic of an organisation on or off at once: `on` are the keys of those that it helps with.
 * Topics of its own stay as they are. Refused: `no-topic-chosen` without any, `not-found` for a key that no standard
 * topic has.
 */
export async function chooseTopics(
  actor: Actor,
  organisation: string,
  on: readonly string[],
): Promise<Result<void, "not-allowed" | "not-found" | "no-topic-chosen">> {
  if (!isUuid(organisation) || !may(actor, { act: "manage-topics", organisation })) return refuse("not-allowed");
  if (on.length === 0) return refuse("no-topic-chosen");
  const standard = standardTopicKeys();
  const wanted = new Set(on);
  if (on.some((key) => !standard.includes(key))) return refuse("not-found");
  return transaction(async (tx) => {
    const now = clock.now();
    // One after the other, as every change of an organisation's topics.
    await tx.$queryRaw`SELECT FROM organisation WHERE id = ${organisation}::uuid FOR NO KEY UPDATE`;
    const { did } = await saveTopics(tx, organisation, standard.every((key) => wanted.has(key)) ? "standard" : [...on]);
    const isNew = await noteSetUpStep(tx, organisation, "topics", now);
    if (did !== "unchanged" || isNew)
      await appendJournal(tx, actor, { act: "topics-chosen", organisation, data: { on: wanted.size } }, now);
    return accept(undefined);
  }, actor);
}
