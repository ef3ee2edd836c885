import { REMINDERS, type Reminders } from "#lib/message/sending-times.ts";

/** The columns of an organisation that say when reminders leave; `notSet`: it has no settings yet. */
export type ReminderColumns = {
  readonly firstReminder: number | null;
  readonly lastReminder: number | null;
  readonly notSet: boolean;
};

/** The reminders as an organisation has set them; 48 and 2 hours before as long as it has set nothing. */
export const remindersOfRow = ({ firstReminder, lastReminder, notSet }: ReminderColumns): Reminders =>
  notSet ? REMINDERS : { first: firstReminder ?? "none", last: lastReminder ?? "none" };
