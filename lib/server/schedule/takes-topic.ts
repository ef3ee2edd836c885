import type { Prisma } from "#prisma/generated/client.ts";

/**
 * Half-days that take a topic: that name it or take every topic, and whose operator offers it. An operator without topics of
 * its own has the standard ones (docs/decisions/0054).
 */
export const takingTopic = (key: string): Prisma.PermanenceWhereInput => ({
  OR: [{ topicKeys: { isEmpty: true } }, { topicKeys: { has: key } }],
  organisation: { OR: [{ topics: { some: { key, active: true } } }, { topics: { none: {} } }] },
});
