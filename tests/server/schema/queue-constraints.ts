import type { ConstraintCase } from "./constraint-case.ts";
import { at, COLLEAGUE, id } from "./rows.ts";

const called = { state: "called", desk: 1, conseiller_id: id(2), called_at: at("09:10") };
const serving = { ...called, state: "serving", started_at: at("09:11") };
const done = { ...serving, state: "done", ended_at: at("09:30") };
const paused = { ...serving, state: "paused", paused_for: "errand" };
const left = { state: "left", ended_at: at("09:30"), left_why: "resident" };
const another = { id: id(90), number: 2, appointment_id: null };

const onVisit = (
  constraint: string,
  says: string,
  accepted: ConstraintCase["refused"],
  refused: ConstraintCase["refused"],
  beside: ConstraintCase["beside"] = [],
): ConstraintCase => ({ constraint, says, table: "visit", accepted, refused, beside });

/** Constraints of the tables of the line: each state has its columns, and nobody is called twice. */
export const queueConstraints: readonly ConstraintCase[] = [
  {
    constraint: "desk_number",
    says: "a desk numbered zero",
    table: "desk",
    accepted: { number: 20 },
    refused: { number: 0 },
  },
  {
    constraint: "desk_state",
    says: "a desk in an unknown state",
    table: "desk",
    accepted: { state: "break" },
    refused: { state: "asleep" },
  },
  {
    constraint: "desk_pkey",
    says: "one desk taken twice",
    table: "desk",
    beside: [{}],
    accepted: { number: 2, conseiller_id: COLLEAGUE },
    refused: { number: 1 },
  },
  {
    constraint: "desk_one_per_conseiller",
    says: "one conseiller at two desks",
    table: "desk",
    beside: [{}],
    accepted: { number: 2, conseiller_id: COLLEAGUE },
    refused: { conseiller_id: id(2) },
  },
  {
    constraint: "desk_one_per_conseiller",
    says: "a second desk before the first was left",
    table: "desk",
    beside: [{ state: "left" }, { number: 3, conseiller_id: COLLEAGUE }],
    accepted: { number: 2 },
    refused: { conseiller_id: COLLEAGUE },
  },
  {
    constraint: "desk_only_a_break_ends",
    says: "a desk that is present until some time",
    table: "desk",
    accepted: { state: "break", break_until: at("09:30") },
    refused: { state: "present" },
  },

  onVisit("visit_number", "the number zero", { number: 1 }, { number: 0 }),
  onVisit("visit_number_unique", "one number for two people", another, { number: 1 }, [{}]),
  onVisit("visit_appointment_id_key", "one appointment that arrives twice", another, { appointment_id: id(16) }, [{}]),
  onVisit("visit_state", "an unknown state", {}, { state: "lost" }),
  onVisit("visit_waiting_has_no_desk", "a waiting person with a desk", {}, { desk: 1 }),
  onVisit("visit_waiting_has_no_desk", "a waiting person with the moment of a call", {}, { called_at: at("09:10") }),
  onVisit("visit_waiting_has_no_desk", "a waiting person who is being helped", {}, { started_at: at("09:11") }),
  onVisit("visit_waiting_has_no_desk", "a waiting person whose visit has ended", {}, { ended_at: at("09:30") }),
  onVisit(
    "visit_waiting_has_no_desk",
    "an absent person with a conseiller",
    { state: "absent", missed_at_call: 1 },
    { conseiller_id: id(2) },
  ),
  onVisit("visit_called_has_a_desk", "a called person without a desk", called, { desk: null }),
  onVisit("visit_called_has_a_desk", "a called person without the moment of the call", called, { called_at: null }),
  onVisit("visit_called_has_a_desk", "a called person whose help has started", called, { started_at: at("09:11") }),
  onVisit("visit_called_has_a_desk", "a called person whose visit has ended", called, { ended_at: at("09:30") }),
  onVisit("visit_serving_has_a_start", "a person being helped without the moment of the start", serving, {
    started_at: null,
  }),
  onVisit("visit_serving_has_a_start", "a person helped whose visit has ended", serving, { ended_at: at("09:30") }),
  onVisit("visit_serving_has_a_start", "a paused person without the desk to come back to", paused, { desk: null }),
  onVisit(
    "visit_paused_for",
    "a pause for an unknown reason",
    { ...paused, paused_for: "other-desk" },
    { paused_for: "coffee" },
  ),
  onVisit("visit_paused_says_for", "a pause that does not say what for", paused, { paused_for: null }),
  onVisit("visit_paused_says_for", "somebody helped who is on an errand", serving, { paused_for: "errand" }),
  onVisit("visit_only_waiting_is_back", "somebody called who is still on the way back", { back: true }, { ...called }),
  onVisit("visit_only_waiting_is_away", "somebody called who is away", { away_until: at("09:40") }, { ...called }),
  onVisit("visit_done_has_an_end", "a visit done that has no end", done, { ended_at: null }),
  onVisit("visit_done_has_an_end", "a visit done without a call", done, { called_at: null }),
  onVisit("visit_ended_has_an_end", "somebody who left without the moment", left, { ended_at: null }),
  onVisit(
    "visit_ended_has_an_end",
    "somebody redirected without the moment",
    { state: "redirected", ended_at: at("09:30") },
    { ended_at: null },
  ),
  onVisit(
    "visit_ended_has_an_end",
    "somebody not served without the moment",
    { state: "unserved", ended_at: at("12:00") },
    { ended_at: null },
  ),
  onVisit(
    "visit_absent_remembers",
    "an absence without the count of the missed call",
    { state: "absent", missed_at_call: 1 },
    { missed_at_call: null },
  ),
  onVisit("visit_left_says_why", "somebody who left without a reason", left, { left_why: null }),
  onVisit("visit_left_says_why", "a reason for leaving of somebody who still waits", {}, { left_why: "resident" }),
  onVisit(
    "visit_left_why",
    "an unknown reason for leaving",
    { ...left, left_why: "given-by-mistake" },
    { left_why: "bored" },
  ),
  onVisit("visit_counts", "a fourth missed call", { missed_calls: 3 }, { missed_calls: 4 }),
  onVisit("visit_counts", "a third « je reviens »", { away_times: 2 }, { away_times: 3 }),
  onVisit(
    "visit_erased_is_nobody",
    "an erased visit that still has a first name",
    { identity_erased_at: at("23:00") },
    { name: "Ada" },
  ),
  onVisit(
    "visit_one_per_desk",
    "two people called to one desk",
    { ...another, ...called, desk: 2, conseiller_id: COLLEAGUE },
    { desk: 1 },
    [called],
  ),
  onVisit(
    "visit_one_per_desk",
    "somebody called to a desk where another is helped, not where somebody is paused",
    { ...another, ...called, conseiller_id: COLLEAGUE },
    { desk: 2 },
    [paused, { ...another, ...serving, id: id(91), number: 3, desk: 2, conseiller_id: null }],
  ),
  onVisit(
    "visit_one_per_conseiller",
    "two people called by one conseiller",
    { ...another, ...called, desk: 2, conseiller_id: COLLEAGUE },
    { conseiller_id: id(2) },
    [called],
  ),

  {
    constraint: "queue_event_tells_nobody",
    says: "an event with a first name",
    table: "queue_event",
    accepted: { data: '{"before":{"id":"1","topic":"caf"}}' },
    refused: { data: '{"before":{"id":"1","name":"Ada"}}' },
  },
  {
    constraint: "queue_event_tells_nobody",
    says: "an event with a telephone number in a nested object",
    table: "queue_event",
    accepted: { data: '{"visits":[{"id":"1"}]}' },
    refused: { data: '{"visits":[{"id":"1","phone":"+33388000000"}]}' },
  },
  {
    constraint: "queue_event_tells_nobody",
    says: "an event with the text of an announcement",
    table: "queue_event",
    accepted: { data: '{"message":""}' },
    refused: { data: '{"message":"Ada is expected"}' },
  },
  {
    constraint: "queue_event_device",
    says: "an event without a device",
    table: "queue_event",
    refused: { device: "" },
  },
  {
    constraint: "queue_command_outcome",
    says: "a refused command without its refusal",
    table: "queue_command",
    accepted: { outcome: "refused", refusal: "queue-empty" },
    refused: { refusal: null },
  },
  {
    constraint: "queue_command_outcome",
    says: "an applied command with a refusal",
    table: "queue_command",
    refused: { refusal: "queue-empty" },
  },
  {
    constraint: "queue_command_pkey",
    says: "one command twice",
    table: "queue_command",
    beside: [{}],
    accepted: { id: id(90) },
    refused: { id: id(21) },
  },
  {
    constraint: "number_lease_span",
    says: "a lease of six numbers",
    table: "number_lease",
    accepted: { last_number: 5 },
    refused: { last_number: 6 },
  },
  {
    constraint: "number_lease_span",
    says: "a lease from number zero",
    table: "number_lease",
    refused: { first_number: 0, last_number: 4 },
  },
  {
    constraint: "number_lease_no_overlap",
    says: "one number lent to two tablets",
    table: "number_lease",
    beside: [{}],
    accepted: { id: id(90), first_number: 6, last_number: 10 },
    refused: { first_number: 5, last_number: 9 },
  },
];
