import type { SetupFile } from "#lib/wire/organisation/setup-file.ts";
import type { SetupProblem } from "#lib/wire/setup-fields.ts";
import { clock } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { copyTopics } from "#lib/server/schedule/copy-topics.ts";
import { markEvents } from "#lib/server/schedule/mark-events.ts";
import { ensureStandardTopics, standardTopicKeys } from "#lib/server/schedule/standard-topics.ts";
import type { SetUpStep } from "./progress.ts";

/** The keys of the file that no standard topic has. */
export function topicProblems(topics: SetupFile["topics"]): readonly SetupProblem[] {
  if (topics === undefined || topics === "standard") return [];
  const known = standardTopicKeys();
  return topics.flatMap((key, index) =>
    known.includes(key)
      ? []
      : [{ path: `topics.${index}`, code: "no-topic", values: { written: key, topics: known.join(", ") } }],
  );
}

/**
 * Switches the standard topics on: all, or those of these keys, the others of them off. An organisation whose topics
 * are all on and that has none of its own keeps to the standard ones; otherwise it gets copies. Topics that are not
 * standard stay as they are.
 */
export async function saveTopics(
  tx: Tx,
  organisationId: string,
  topics: NonNullable<SetupFile["topics"]>,
): Promise<SetUpStep> {
  const standard = standardTopicKeys();
  const wanted = topics === "standard" ? standard : topics;
  const written = await ensureStandardTopics(tx);
  const ownTopics = await tx.topic.count({ where: { organisationId } });
  const copied = topics !== "standard" && ownTopics === 0 ? await copyTopics(tx, organisationId) : 0;
  const of = { organisationId, key: { in: [...standard] } };
  const on = await tx.topic.updateMany({
    where: { ...of, active: false, AND: { key: { in: [...wanted] } } },
    data: { active: true },
  });
  const off = await tx.topic.updateMany({
    where: { ...of, active: true, NOT: { key: { in: [...wanted] } } },
    data: { active: false },
  });
  const did =
    copied > 0 || (written > 0 && ownTopics === 0) ? "made" : on.count + off.count > 0 ? "changed" : "unchanged";
  if (did !== "unchanged") await markEvents(tx, organisationId, clock.now());
  return { kind: "topics", name: String(wanted.length), did };
}
