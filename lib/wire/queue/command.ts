import { z } from "zod";
import { INCIDENT_KINDS } from "#lib/queue/acts/incident.ts";
import { REFERRAL_TARGETS } from "#lib/queue/acts/refer.ts";
import {
  AGE_BANDS,
  AUTONOMY_LEVELS,
  EQUIPMENT,
  GENDERS,
  REPORT_THEMES,
  SOCIAL_STATUSES,
} from "#lib/queue/acts/report.ts";
import { TURN_AWAY_REASONS } from "#lib/queue/acts/turn-away.ts";
import { withoutPersonalNumber } from "#lib/wire/free-text.ts";
import { moment } from "#lib/wire/moment.ts";
import { MOST_COMMANDS } from "./sent-commands.ts";

/** Desks are numbered 1 to 20. */
const desk = z.int().min(1).max(20);
const id = z.uuid();
const word = withoutPersonalNumber(z.string().min(1).max(40, { abort: true }));
const language = z.string().regex(/^[a-z]{2,3}$/);
const target = z.enum(REFERRAL_TARGETS);
/** A generous limit against abuse. The rule refuses a message over its own limit with a code that people understand. */
const message = z.string().max(1_000);
const leftover = z.strictObject({ visit: id, choice: z.enum(["another-date", "no-date", "left", "done"]) });

const unarrived = z.strictObject({ appointment: id, choice: z.enum(["cancelled", "kept"]) });

/** A desk number alone, or a desk with its conseiller. */
const deskTaken = z.union([
  desk.transform((number) => ({ desk: number })),
  z.strictObject({ desk, conseiller: id.exactOptional() }),
]);

/** The kinds of device that a program may name instead of making an id by chance. */
const DEVICES = ["tablet", "kiosk", "screen", "program"];

/**
 * Which device sends: a UUID that it made by chance, or a kind with a number if need be (`tablet-3`). No free text, in
 * which names stand.
 */
export const device = z.union([id, z.string().regex(new RegExp(`^(?:${DEVICES.join("|")})(?:-[0-9]{1,3})?$`))]);

const envelope = (zone: string) => ({
  id,
  at: moment(zone),
  device,
  expected: z
    .union([z.strictObject({ visit: id, state: word }), z.strictObject({ version: z.int().min(0) })])
    .exactOptional(),
});

const act = <Type extends string, Facts extends z.ZodRawShape>(zone: string, type: Type, facts: Facts) =>
  z.strictObject({ ...envelope(zone), type: z.literal(type), ...facts });

/** What a report may say beside theme, minutes and equipment, in the national values. */
export const furtherReportFacts = {
  autonomy: z.enum(AUTONOMY_LEVELS).exactOptional(),
  redirect: z.enum(REFERRAL_TARGETS).exactOptional(),
  redirected: z.boolean().exactOptional(),
  firstSupport: z.boolean().exactOptional(),
  ageBand: z.enum(AGE_BANDS).exactOptional(),
  gender: z.enum(GENDERS).exactOptional(),
  status: z.enum(SOCIAL_STATUSES).exactOptional(),
};

/** The facts of a report. The rule of the line decides whether they are complete (docs/reports.md#report). */
const reportFacts = z.strictObject({
  themes: z.array(z.enum(REPORT_THEMES)).max(REPORT_THEMES.length),
  minutes: z.int().min(0).max(1_439),
  equipment: z.array(z.enum(EQUIPMENT)).max(EQUIPMENT.length),
  ...furtherReportFacts,
});

/** One act of a tablet as it is sent, without who acts. */
const actOfCommand = (zone: string) =>
  z.discriminatedUnion("type", [
    act(zone, "give-numbers", {}),
    act(zone, "stop-numbers", {}),
    act(zone, "numbers-by-team", { on: z.boolean() }),
    act(zone, "open", { desks: z.array(deskTaken).min(1).max(20) }),
    act(zone, "free-desk", { desk }),
    act(zone, "add-desk", {}),
    act(zone, "take-over", { visit: id, desk }),
    act(zone, "reopen", {}),
    act(zone, "take-back", { visit: id }),
    act(zone, "take-desk", { desk, conseiller: id.exactOptional() }),
    act(zone, "add-visit", {
      visit: id,
      number: z.int().min(1).exactOptional(),
      topic: word.exactOptional(),
      language: language.exactOptional(),
      priority: z.boolean().exactOptional(),
      card: z.int().min(1).max(999).exactOptional(),
      joinedAt: moment(zone).exactOptional(),
      toFetch: z.boolean().exactOptional(),
    }),
    act(zone, "check-in", {
      appointment: id,
      visit: id,
      number: z.int().min(1).exactOptional(),
      joinedAt: moment(zone).exactOptional(),
    }),
    act(zone, "verify-numbers", { here: z.array(id).max(1_000), missing: z.array(id).max(1_000) }),
    act(zone, "prioritise", { visit: id }),
    act(zone, "describe", {
      visit: id,
      topic: word.nullable().exactOptional(),
      language: language.nullable().exactOptional(),
    }),
    act(zone, "call-next", { desk }),
    act(zone, "call", {
      visit: id,
      desk,
      override: z.enum(["urgent", "child", "wrong-number", "skills"]).exactOptional(),
      withoutNetwork: z.literal(true).exactOptional(),
    }),
    act(zone, "start", { visit: id, desk: desk.exactOptional() }),
    act(zone, "finish", { visit: id, endedAt: moment(zone).exactOptional() }),
    act(zone, "absent", { visit: id, went: z.boolean().exactOptional() }),
    act(zone, "fetch", { visit: id, on: z.boolean() }),
    act(zone, "leave", { visit: id, by: z.literal("staff").default("staff") }),
    act(zone, "undo", { command: id }),
    act(zone, "announce", { message }),
    act(zone, "suspend", {}),
    act(zone, "resume-line", {}),
    act(zone, "close", {
      leftovers: z.array(leftover).max(1_000),
      bookings: z.array(unarrived).max(1_000).exactOptional(),
    }),
    act(zone, "leave-desk", {}),
    act(zone, "break", { until: moment(zone).exactOptional() }),
    act(zone, "return", {}),
    act(zone, "hand-over", { to: desk }),
    act(zone, "late", { appointment: id, expectedAt: moment(zone) }),
    act(zone, "pause", { visit: id }),
    act(zone, "resume", { visit: id }),
    act(zone, "away", { visit: id, until: moment(zone).exactOptional() }),
    act(zone, "refer", { visit: id, target }),
    act(zone, "report", { visit: id, report: reportFacts }),
    act(zone, "turn-away", {
      reason: z.enum(TURN_AWAY_REASONS),
      topic: word.exactOptional(),
      language: language.exactOptional(),
      target: target.exactOptional(),
    }),
    act(zone, "undo-turn-away", { turnAway: id }),
    act(zone, "incident", { kind: z.enum(INCIDENT_KINDS) }),
    act(zone, "ask-help", {}),
    act(zone, "lease-numbers", {}),
  ]);

/**
 * Without `conseiller`, which tablets send with every command: the server knows who is signed in and does not read it.
 * In `take-desk` it is a field of the act.
 */
const withoutConseiller = (sent: unknown): unknown => {
  if (typeof sent !== "object" || sent === null || !("conseiller" in sent)) return sent;
  if ("type" in sent && sent.type === "take-desk") return sent;
  const { conseiller: _, ...rest } = sent;
  return rest;
};

/** One act of a tablet as a command (docs/line.md#commands). `zone`: the time zone of the place, for encoding times. */
export const command = (zone: string) => z.preprocess(withoutConseiller, actOfCommand(zone));

/** The body of POST …/commands. Times are decoded with any offset. */
export const commands = z.strictObject({ commands: z.array(command("UTC")).max(MOST_COMMANDS) });
