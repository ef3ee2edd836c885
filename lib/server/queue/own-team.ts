import type { StaffRole } from "../../access/actor.ts";
import { may } from "../../access/may.ts";
import type { Command } from "../../queue/line/commands.ts";
import type { Tx } from "../db.ts";

/**
 * Whether everybody a command seats may run this line. `open` alone says who sits where, and may name a colleague: a name of
 * another house would stand in the record of this one. Who sits down later is whoever is signed in (attributed.ts).
 */
export async function seatsOwnTeam(tx: Tx, permanenceId: string, command: Command): Promise<boolean> {
  const named =
    command.type === "open" ? new Set(command.desks.flatMap(({ conseiller }) => conseiller ?? [])) : new Set<string>();
  if (named.size === 0) return true;
  const { organisationId: organisation } = await tx.permanence.findUniqueOrThrow({
    where: { id: permanenceId },
    select: { organisationId: true },
  });
  const memberships = await tx.membership.findMany({
    where: { organisationId: organisation, userId: { in: [...named] } },
    select: { userId: true, role: true },
  });
  const mayRun = (user: string): boolean => {
    // The database's CHECK on membership.role keeps it to these words.
    const roles = memberships
      .filter(({ userId }) => userId === user)
      .map(({ role }) => ({ organisation, role: role as StaffRole }));
    return may({ kind: "staff", user, roles, by: "login" }, { act: "run-line", organisation });
  };
  return [...named].every(mayRun);
}
