import type { MessageKind } from "#lib/message/kinds.ts";

/**
 * The method of the calendar part that goes with a mail, if one does (docs/messages.md#e-mails): an invitation with
 * what tells an hour that holds, a cancellation where the appointment stands cancelled. A reminder brings nothing new,
 * and an hour that is offered is nobody’s yet.
 */
export function calendarPartOf(kind: MessageKind, isCancelled: boolean): "REQUEST" | "CANCEL" | undefined {
  switch (kind) {
    case "confirmation":
    case "changed":
    case "kept":
    case "found-again":
      return isCancelled ? undefined : "REQUEST";
    case "cancelled":
    case "offer":
      return isCancelled ? "CANCEL" : undefined;
    default:
      return undefined;
  }
}
