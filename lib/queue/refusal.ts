/** Why a command is refused. Wire codes of CONTRACT section 3; a sentence for each stands in messages. */
export type QueueRefusal =
  | "numbers-not-given"
  | "numbers-stopped"
  | "permanence-closed"
  | "permanence-not-open"
  | "outside-window"
  | "queue-empty"
  | "already-called"
  | "already-here"
  | "state-changed"
  | "desk-busy"
  | "desk-not-taken"
  | "too-late"
  | "not-found";
