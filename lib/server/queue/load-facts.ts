import type { StaffRole } from "../../access/actor.ts";
import { may } from "../../access/may.ts";
import type { Assignment, Facts, FactsNeeded } from "../../queue/reception.ts";
import { instant } from "../../time/instant.ts";
import type { Tx } from "../db.ts";

/** Reads what a command rests on beside the line; nothing is asked of the database that the command does not need. */
export async function loadFacts(tx: Tx, permanenceId: string, { topic, seated, named }: FactsNeeded): Promise<Facts> {
  return {
    topicExists: topic !== undefined && (await topicExists(tx, topic)),
    assignments: seated.length > 0 ? await assignmentsOf(tx, permanenceId, seated) : [],
    mayRunLine: named.length > 0 ? await whoMayRunLine(tx, permanenceId, named) : [],
  };
}

const topicExists = async (tx: Tx, key: string): Promise<boolean> =>
  (await tx.topic.findUnique({ where: { key }, select: { id: true } })) !== null;

async function assignmentsOf(tx: Tx, permanenceId: string, users: readonly string[]): Promise<readonly Assignment[]> {
  const rows = await tx.assignment.findMany({
    where: { permanenceId, conseillerId: { in: [...users] } },
    orderBy: { startsAt: "asc" },
    select: { conseillerId: true, topicKeys: true, startsAt: true, endsAt: true },
  });
  return rows.map(({ conseillerId, topicKeys, startsAt, endsAt }) => ({
    conseiller: conseillerId,
    topics: topicKeys,
    span: { start: instant(startsAt.getTime()), end: instant(endsAt.getTime()) },
  }));
}

async function whoMayRunLine(tx: Tx, permanenceId: string, users: readonly string[]): Promise<readonly string[]> {
  const { organisationId: organisation } = await tx.permanence.findUniqueOrThrow({
    where: { id: permanenceId },
    select: { organisationId: true },
  });
  const memberships = await tx.membership.findMany({
    where: { organisationId: organisation, userId: { in: [...users] } },
    select: { userId: true, role: true },
  });
  return users.filter((user) => {
    // A CHECK on membership.role keeps it to these values.
    const roles = memberships
      .filter(({ userId }) => userId === user)
      .map(({ role }) => ({ organisation, role: role as StaffRole }));
    return may({ kind: "staff", user, roles, by: "login" }, { act: "run-line", organisation });
  });
}
