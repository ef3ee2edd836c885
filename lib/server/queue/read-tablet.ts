import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import type { LearnedPace } from "#lib/queue/wait/learn-pace.ts";
import { accept, type Result } from "#lib/result.ts";
import type { Topic } from "#lib/schedule/topic.ts";
import type { Instant } from "#lib/time/instant.ts";
import { clock } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { env } from "#lib/server/env.ts";
import { secretOf } from "#lib/server/secrets.ts";
import { readTopics } from "#lib/server/schedule/read-topics.ts";
import { readLine } from "./line-exchange.ts";
import { learnedPaces, topicMinutes } from "./paces.ts";

/**
 * What a tablet begins with: the line, when it was read, and where it is. `topics`: those offered, in their order;
 * `topicMinutes`: the usual minutes of each topic; `usualMinutes`: without one; `arranges`: whether the reader may
 * arrange the desks; `learned`: what the place has taught of its waits.
 */
export type TabletStart = {
  readonly state: LineState;
  readonly readAt: Instant;
  readonly place: string;
  readonly zone: string;
  readonly localDate: string;
  readonly organisation: string;
  readonly plannedDesk: number | undefined;
  readonly doorAddress: string;
  readonly arranges: boolean;
  readonly topics: readonly Pick<Topic, "key" | "themes">[];
  readonly topicMinutes: Readonly<Record<string, number>>;
  readonly usualMinutes: number;
  readonly learned: LearnedPace;
};

/**
 * The start of a tablet at that permanence, for the staff of its organisation only, as it holds the address in the
 * door's QR code. `read`: how the line is read.
 */
export async function readTablet(
  actor: Actor & { readonly kind: "staff" },
  permanenceId: string,
  read = readLine,
): Promise<Result<TabletStart, "not-found" | "not-allowed">> {
  const line = await read(actor, permanenceId);
  if (!line.ok) return line;
  const readAt = clock.now();
  const { organisationId, place, localDate, assignments } = await db.permanence.findUniqueOrThrow({
    where: { id: permanenceId },
    select: {
      organisationId: true,
      localDate: true,
      place: { select: { id: true, slug: true, shortName: true, doorGeneration: true } },
      assignments: { where: { conseillerId: actor.user }, select: { desk: true }, take: 1 },
    },
  });
  const [minutesOfAll, topics, pacesOf] = await Promise.all([
    topicMinutes([organisationId]),
    readTopics({ permanence: permanenceId }),
    learnedPaces([place.id]),
  ]);
  const { minutes, minutesOf } = minutesOfAll(organisationId);
  const learned = pacesOf(place.id);
  return accept({
    state: line.value.state,
    readAt,
    place: place.shortName,
    zone: line.value.timeZone,
    localDate: localDate.toISOString().slice(0, 10),
    organisation: organisationId,
    plannedDesk: assignments[0]?.desk,
    arranges: may(actor, { act: "arrange-desks", place: place.id, organisation: organisationId }),
    doorAddress: new URL(`/porte/${place.slug}/${secretOf("door", place.id, place.doorGeneration)}`, env.APP_URL).href,
    topics: topics.map(({ key, themes }) => ({ key, themes })),
    topicMinutes: Object.fromEntries(minutes),
    usualMinutes: minutesOf(),
    learned,
  });
}
