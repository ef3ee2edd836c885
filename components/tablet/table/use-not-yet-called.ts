import type { CalledVisit } from "#lib/queue/line/visit.ts";
import { SECOND } from "#lib/time/instant.ts";
import { whomOf } from "../device/rests-on.ts";
import { useTablet } from "../tablet-context.ts";

/** An act is answered well within a second on good Wi-Fi: only a longer wait is worth a word. */
export const WORTH_A_WORD = 2 * SECOND;

/** Whether her call stands on this tablet only: no screen shows it, so that she cannot know, and is given no minutes to come. */
export function useNotYetCalled({ id }: CalledVisit): boolean {
  const { waiting, alone, now } = useTablet();
  const call = waiting.find(
    (command) => (command.type === "call" || command.type === "call-next") && whomOf(command) === id,
  );
  return call !== undefined && (alone || now - call.at > WORTH_A_WORD);
}
