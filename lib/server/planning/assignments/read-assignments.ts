import type { Actor } from "../../../access/actor.ts";
import { accept, refuse, type Result } from "../../../result.ts";
import { isUuid } from "../../../uuid.ts";
import { db } from "../../db.ts";
import { mayPlan, readStaffed, type StaffedHalfDay } from "./staff-half-day.ts";

/** A half-day with who is planned there, for whoever plans it. */
export async function readAssignments(
  actor: Actor,
  permanence: string,
): Promise<Result<StaffedHalfDay, "not-found" | "not-allowed">> {
  const [halfDay] = isUuid(permanence) ? await readStaffed(db, [permanence]) : [];
  if (!halfDay) return refuse("not-found");
  return mayPlan(actor, halfDay) ? accept(halfDay) : refuse("not-allowed");
}
