import { z } from "zod";
import type { Command } from "../queue/commands.ts";
import { moment } from "./moment.ts";

/** Tables are numbered 1 to 20. */
const desk = z.int().min(1).max(20);
const id = z.uuid();
const word = z.string().min(1).max(40);

/** A desk alone, or with who sits there. */
const deskTaken = z.union([desk.transform((number) => ({ desk: number })), z.object({ desk, conseiller: id.exactOptional() })]);

const envelope = (zone: string) => ({
  id,
  at: moment(zone),
  /** An id of the device, not a name. */
  device: z.string().regex(/^[\w.:-]{1,64}$/),
  expected: z.union([z.object({ visit: id, state: word }), z.object({ version: z.int().min(0) })]).exactOptional(),
});

const act = <Type extends string, Facts extends z.ZodRawShape>(zone: string, type: Type, facts: Facts) =>
  z.object({ ...envelope(zone), type: z.literal(type), ...facts });

/** One act of a tablet as it is sent (CONTRACT, section 4); `zone` is the place's, for writing times. */
export const command = (zone: string) =>
  z.discriminatedUnion("type", [
    act(zone, "give-numbers", {}),
    act(zone, "stop-numbers", {}),
    act(zone, "open", { desks: z.array(deskTaken).min(1).max(20) }),
    act(zone, "take-desk", { desk, conseiller: id.exactOptional() }),
    act(zone, "add-visit", {
      visit: id,
      topic: word.exactOptional(),
      language: z.string().regex(/^[a-z]{2,3}$/).exactOptional(),
      priority: z.boolean().exactOptional(),
      card: z.int().min(1).max(999).exactOptional(),
      joinedAt: moment(zone).exactOptional(),
    }),
    act(zone, "check-in", { appointment: id, visit: id }),
    act(zone, "prioritise", { visit: id }),
    act(zone, "call-next", { desk }),
    act(zone, "call", { visit: id, desk, override: z.enum(["urgent", "child", "wrong-number", "skills"]).exactOptional() }),
    act(zone, "start", { visit: id }),
    act(zone, "finish", { visit: id }),
    act(zone, "absent", { visit: id }),
    act(zone, "leave", { visit: id, by: z.literal("staff").default("staff") }),
    act(zone, "undo", { command: id }),
  ]);

/** The body of POST …/commands. Times are read with any offset. */
export const commands = z.object({ commands: z.array(command("UTC")) });

/** Commands as they are sent: what a tablet posts. */
export const commandsToWire = (list: readonly Command[], zone: string): WireCommands => ({
  commands: list.map((each) => ({ ...each, at: moment(zone).encode(each.at), ...("joinedAt" in each ? { joinedAt: moment(zone).encode(each.joinedAt) } : {}) })) as WireCommands["commands"],
});

export type WireCommands = z.input<typeof commands>;
