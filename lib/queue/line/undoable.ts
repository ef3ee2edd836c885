import type { QueueEvent } from "./events.ts";

/**
 * The visit that an event changed, when its act can be taken back within the minute. Never: a report (sent again, it
 * replaces), what follows from a desk that went, and the end of the half-day.
 */
export function undoableVisit(event: QueueEvent): string | undefined {
  if (!("visit" in event)) return undefined;
  switch (event.type) {
    case "undone":
    case "visit-reported":
    case "visit-unserved":
      return undefined;
    case "visit-back":
      return event.by === "desk-gone" ? undefined : event.visit;
    default:
      return event.visit;
  }
}
