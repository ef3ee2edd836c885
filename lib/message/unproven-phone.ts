import type { MessageKind } from "./kinds.ts";

/**
 * SMS of a kind that a telephone gets in a day, over all its appointments, before it is proven: somebody else may have
 * typed it, and books, cancels and moves as often as they like.
 */
const IN_A_DAY: Partial<Record<MessageKind, number>> = { confirmation: 3, changed: 6 };

/**
 * Whether an SMS about an appointment is left out, as its telephone is not proven
 * (docs/messages.md#an-unproven-telephone): the first of two reminders, and what is more than one day takes. `sent`:
 * SMS of that kind to that telephone within a day; `two`: whether both reminders are set.
 */
export function isLeftOut(kind: MessageKind, { sent, two }: { readonly sent: number; readonly two: boolean }): boolean {
  if (kind === "first-reminder") return two;
  const most = IN_A_DAY[kind];
  return most !== undefined && most <= sent;
}
