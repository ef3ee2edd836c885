import type { Visit } from "#lib/queue/line/visit.ts";
import { formatTime } from "./format-time.ts";
import type { Replay } from "./replay.ts";

/** Between two calls of one person there is an absence, an undo, or a return from a pause whose desk was gone. Reads the events alone. */
export function nobodyCalledTwice({ record }: Replay): readonly string[] {
  const called = new Set<string>();
  return record.events.flatMap(({ type, data, receivedAt }) => {
    const visit = String(data["visit"]);
    switch (type) {
      case "visit-called":
        if (called.has(visit))
          return [`${visit} was called again at ${formatTime(receivedAt)}, without an absence or an undo since`];
        called.add(visit);
        return [];
      case "undone":
        called.delete(visit);
        // An end or an absence was undone: the call before it is valid again.
        if (isWithADesk(data["before"] as Visit | null)) called.add(visit);
        return [];
      case "visit-absent":
      case "visit-back":
        called.delete(visit);
        return [];
      default:
        return [];
    }
  });
}

const isWithADesk = (before: Visit | null): boolean =>
  before?.state === "called" || before?.state === "serving" || before?.state === "paused";
