import type { Visit } from "#lib/queue/line/visit.ts";
import { clock } from "./say.ts";
import type { Story } from "./story.ts";

/** Between two calls of one person lies an absence, an undo, or a return from a pause whose desk was gone. Read off the events alone. */
export function nobodyCalledTwice({ record }: Story): readonly string[] {
  const called = new Set<string>();
  return record.events.flatMap(({ type, data, receivedAt }) => {
    const visit = String(data["visit"]);
    switch (type) {
      case "visit-called":
        if (called.has(visit))
          return [`${visit} was called again at ${clock(receivedAt)}, without an absence or an undo since`];
        called.add(visit);
        return [];
      case "undone":
        called.delete(visit);
        // What was taken back was an end or an absence: the call before it stands again.
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
