import { CODE_KINDS } from "#lib/message/letter-kinds.ts";
import type { Instant } from "#lib/time/instant.ts";
import { toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { isMessageDue } from "#lib/server/outbox/outbox.ts";
import type { Senders } from "./compose-message.ts";
import { SENT_KINDS, sendDue, type SentCounts } from "./send-due.ts";
import { tellDoors } from "./door/tell-doors.ts";
import { tellStaff } from "./staff/tell-staff.ts";
import { tellAppointments } from "./tell-appointments.ts";

/** Whether something has to be compared with what people were told, or a message is due. */
export async function isSendingDue(now: Instant): Promise<boolean> {
  const [found] = await db.$queryRaw<{ readonly due: boolean }[]>`
    SELECT EXISTS (SELECT FROM to_tell) OR EXISTS (SELECT FROM staff_told WHERE changed) OR EXISTS (SELECT FROM half_day_to_tell) OR EXISTS (SELECT FROM door_change WHERE look_at <= ${toDate(now)}) OR ${isMessageDue(now, SENT_KINDS)} AS due`;
  return found?.due ?? false;
}

/** Whether a sign-in code waits to be mailed. */
export async function areCodesDue(now: Instant): Promise<boolean> {
  const [found] = await db.$queryRaw<{ readonly due: boolean }[]>`SELECT ${isMessageDue(now, CODE_KINDS)} AS due`;
  return found?.due ?? false;
}

/**
 * Compares what acts have changed with what people were told, and sends what is due. Returns what became of it;
 * `compared`: appointments; `staff`: people of the team; `doors`: half-days of which contacts on site may have to know.
 */
export async function tellAndSend(
  now: Instant,
  by: Senders,
): Promise<SentCounts & { readonly compared: number; readonly staff: number; readonly doors: number }> {
  const compared = await tellAppointments(now);
  const staff = await tellStaff(now);
  const doors = await tellDoors(now);
  return { compared, staff, doors, ...(await sendDue(by)) };
}
