import type { Instant } from "../../time/instant.ts";
import { db } from "../db.ts";
import { isMessageDue } from "../outbox/outbox.ts";
import type { Senders } from "./compose-message.ts";
import { SENT_KINDS, sendDue, type SentCounts } from "./send-due.ts";
import { tellStaffNoted } from "./staff/tell-staff.ts";
import { tellNoted } from "./tell.ts";

/** Whether something has to be compared with what people were told, or a message is due. */
export async function isSendingDue(now: Instant): Promise<boolean> {
  const [found] = await db.$queryRaw<{ readonly due: boolean }[]>`
    SELECT EXISTS (SELECT FROM to_tell) OR EXISTS (SELECT FROM staff_told WHERE changed) OR EXISTS (SELECT FROM half_day_to_tell) OR ${isMessageDue(now, SENT_KINDS)} AS due`;
  return found?.due ?? false;
}

/** Compares what acts have changed with what people were told, and sends what is due. Returns what became of it; `compared`: appointments; `staff`: people of the team. */
export async function tellAndSend(
  now: Instant,
  by: Senders,
): Promise<SentCounts & { readonly compared: number; readonly staff: number }> {
  const compared = await tellNoted(now);
  const staff = await tellStaffNoted(now);
  return { compared, staff, ...(await sendDue(by)) };
}
