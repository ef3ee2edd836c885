import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Tx } from "#lib/server/db.ts";

/** A standard topic, as the file has it (data/README.md). */
type StandardTopic = {
  readonly key: string;
  readonly rank: number;
  readonly minutes: number;
  readonly bring: string[];
  readonly themes: string[];
  readonly bookable: boolean;
};

/** Loaded at the first call. */
let kept: readonly StandardTopic[] | undefined;

const standardTopics = (): readonly StandardTopic[] =>
  (kept ??= JSON.parse(
    readFileSync(join(/* turbopackIgnore: true */ process.cwd(), "data/topics.json"), "utf8"),
  ) as readonly StandardTopic[]);

/** The keys of the standard topics, in their order. */
export const standardTopicKeys = (): readonly string[] => standardTopics().map(({ key }) => key);

/**
 * Writes the standard topics, which every organisation has that has none of its own (docs/booking.md#topics). One that
 * stands already stays as it is. Returns how many were written.
 */
export async function ensureStandardTopics(tx: Tx): Promise<number> {
  const { count } = await tx.topic.createMany({ data: [...standardTopics()], skipDuplicates: true });
  return count;
}
