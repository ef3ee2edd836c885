import { MINUTE, plusMinutes, SECOND } from "#lib/time/instant.ts";
import type { Act } from "#lib/queue/acts/acts.ts";
import type { Deed, Operation } from "../history.ts";
import { isTrueOfBooking, type Call } from "./booking-truth.ts";
import type { Acted } from "./acted.ts";
import { isTrueOfLine } from "./line-truth.ts";
import { nameOf } from "./nothing-unexpected.ts";
import { clock } from "./say.ts";
import { seenDuring, type Told } from "./told.ts";

/** Each refusal was so at some instant of its call. A command refused again is told what was so the first time it was sent. */
export function refusalsWereTrue(told: Told): readonly string[] {
  const firstSent = new Map<string, number>();
  for (const { deed, began } of told.evidence.operations)
    if (deed.type === "command" && !firstSent.has(deed.command.id)) firstSent.set(deed.command.id, began);
  return told.evidence.operations.flatMap(({ id, deed, began, ended, outcome }) => {
    if (outcome.kind !== "refused") return [];
    const call = { began: deed.type === "command" ? (firstSent.get(deed.command.id) ?? began) : began, ended };
    return isTrue(outcome.code, deed, told, call)
      ? []
      : [
          `${nameOf(deed)} (operation ${id}) was refused “${outcome.code}”, which was so at no instant from ${clock(call.began)} to ${clock(ended)}`,
        ];
  });
}

function isTrue(
  code: Extract<Operation["outcome"], { kind: "refused" }>["code"],
  deed: Deed,
  told: Told,
  call: Call,
): boolean {
  if (deed.type === "book" || deed.type === "move" || deed.type === "cancel")
    return isTrueOfBooking(code, deed, told, call);
  const story = told.of(deed.permanence);
  if (!story) return code === "not-found";
  if (code === "place-offline")
    return deed.type === "join" && deed.by === "door" && wasSilent(told, deed.permanence, call);
  const acted = actedBy(deed, call);
  return seenDuring(story, call.began, call.ended).some(({ line }) => isTrueOfLine(code, acted, line, call));
}

/** After three minutes without word a door gives no number; word is noted at most every 15 seconds. */
const SILENCE = 3 * MINUTE - 15 * SECOND;

const wasSilent = (told: Told, permanence: string, call: Call): boolean =>
  !told.heardIn(permanence).some((heard) => heard.ended <= call.began && call.ended - heard.began < SILENCE);

/** What the server makes of a deed that is no command itself. */
function actedBy(deed: Exclude<Deed, { type: "book" | "move" | "cancel" }>, { began }: Call): Acted {
  if (deed.type === "command") {
    const { id: _, at: __, device, expected, conseiller: ___, ...act } = deed.command;
    return { act: act as Act, device, conseiller: deed.conseiller, ...(expected && { expected }) };
  }
  const act: Act =
    deed.type === "join"
      ? { type: "add-visit", visit: "a new one" }
      : deed.type === "leave"
        ? { type: "leave", visit: deed.visit, by: "resident" }
        : {
            type: "away",
            visit: deed.visit,
            until: plusMinutes(began as Parameters<typeof plusMinutes>[0], deed.minutes),
          };
  return { act, device: "", conseiller: undefined };
}
