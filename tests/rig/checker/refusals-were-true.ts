import { MINUTE, plusMinutes, SECOND } from "#lib/time/instant.ts";
import type { Act } from "#lib/queue/acts/acts.ts";
import { nameOf, type Action, type Operation } from "#tests/rig/history.ts";
import { isTrueOfBooking, type CallTime } from "./booking-truth.ts";
import type { SentAct } from "./desk-truth.ts";
import { isTrueOfLine } from "./line-truth.ts";
import { formatTime } from "./replay.ts";
import { seenDuring, type Reconstruction } from "./reconstruction.ts";

/**
 * Each refusal was true at some instant of its call. A command that is sent again gets the refusal of the first time.
 */
export function refusalsWereTrue(run: Reconstruction): readonly string[] {
  const firstSent = new Map<string, number>();
  for (const { action, began } of run.evidence.operations)
    if (action.type === "command" && !firstSent.has(action.command.id)) firstSent.set(action.command.id, began);
  return run.evidence.operations.flatMap(({ id, action, began, ended, outcome }) => {
    if (outcome.kind !== "refused") return [];
    const call = { began: action.type === "command" ? (firstSent.get(action.command.id) ?? began) : began, ended };
    return isTrue(outcome.code, action, run, call)
      ? []
      : [
          `${nameOf(action)} (operation ${id}) was refused “${outcome.code}”, which was so at no instant from ${formatTime(call.began)} to ${formatTime(ended)}`,
        ];
  });
}

function isTrue(
  code: Extract<Operation["outcome"], { kind: "refused" }>["code"],
  action: Action,
  run: Reconstruction,
  call: CallTime,
): boolean {
  if (action.type === "book" || action.type === "move" || action.type === "cancel")
    return isTrueOfBooking(code, action, run, call);
  const replay = run.of(action.permanence);
  if (!replay) return code === "not-found";
  if (code === "place-offline")
    return action.type === "join" && action.by === "door" && wasSilent(run, action.permanence, call);
  const acted = actedBy(action, call);
  return seenDuring(replay, call.began, call.ended).some(({ line }) => isTrueOfLine(code, acted, line, call));
}

/**
 * Milliseconds without a heartbeat after which the QR code at the door may give no number. Heartbeats are noted at most
 * every 15 seconds.
 */
const SILENCE = 3 * MINUTE - 15 * SECOND;

const wasSilent = (run: Reconstruction, permanence: string, call: CallTime): boolean =>
  !run.heartbeatsIn(permanence).some((heard) => heard.ended <= call.began && call.ended - heard.began < SILENCE);

/** The act that the server makes of an action. */
function actedBy(action: Exclude<Action, { type: "book" | "move" | "cancel" }>, { began }: CallTime): SentAct {
  if (action.type === "command") {
    const { id: _, at: __, device, expected, conseiller: ___, ...act } = action.command;
    return { act: act as Act, device, conseiller: action.conseiller, ...(expected && { expected }) };
  }
  const act: Act =
    action.type === "join"
      ? { type: "add-visit", visit: "a new one" }
      : action.type === "leave"
        ? { type: "leave", visit: action.visit, by: "resident" }
        : {
            type: "away",
            visit: action.visit,
            until: plusMinutes(began as Parameters<typeof plusMinutes>[0], action.minutes),
          };
  return { act, device: "", conseiller: undefined };
}

/** No answer is a 5xx other than 503 (overload): that is an error of the server, whatever was killed meanwhile. */
export const nothingUnexpected = (operations: readonly Operation[]): readonly string[] =>
  operations.flatMap(({ id, action, outcome }) =>
    outcome.kind === "unknown" && /^5\d\d$/.test(outcome.why) && outcome.why !== "503"
      ? [`${nameOf(action)} (operation ${id}) was answered ${outcome.why}`]
      : [],
  );
