import type { Prisma } from "#prisma/generated/client.ts";
import { db } from "../db.ts";

/**
 * Half-days that take a topic: that name it or take every topic, and whose operator offers it. An operator without topics of
 * its own has the standard ones (docs/decisions/0054). One query: of the few places where it is switched off.
 */
export async function takingTopic(key: string): Promise<Prisma.PermanenceWhereInput> {
  const off = await db.topicOff.findMany({
    where: { topic: { key } },
    select: { placeId: true, topic: { select: { organisationId: true } } },
  });
  const notThere = off.flatMap(({ placeId, topic: { organisationId } }) =>
    organisationId === null ? [] : [{ placeId, organisationId }],
  );
  return {
    ...(notThere.length > 0 && { NOT: notThere }),
    OR: [{ topicKeys: { isEmpty: true } }, { topicKeys: { has: key } }],
    organisation: { OR: [{ topics: { some: { key, active: true } } }, { topics: { none: {} } }] },
  };
}
