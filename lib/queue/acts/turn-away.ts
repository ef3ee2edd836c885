import { accept } from "../../result.ts";
import type { CommandOf } from "../line/commands.ts";
import type { Decision } from "../line/events.ts";

/** A person at the door who cannot be served here today is counted, also before numbers are given and after they were stopped. */
export function turnAway({ reason, topic, language, target }: CommandOf<"turn-away">): Decision {
  return accept([
    {
      type: "turned-away",
      reason,
      ...(topic !== undefined && { topic }),
      ...(language !== undefined && { language }),
      ...(target !== undefined && { target }),
    },
  ]);
}
