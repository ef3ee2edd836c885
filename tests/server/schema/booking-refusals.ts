import type { Refusal } from "./refusal.ts";
import { at, COLLEAGUE, id } from "./rows.ts";

const another = { id: id(90), code: "ABC234", wanted_conseiller_id: null };
const overbooked = { overbooked: true, overbook_reason: "urgent", lane: null };
const erased = { contact_erased_at: at("12:00"), code: null };

/** What the database refuses in the room of booking: the wall behind the lock. */
export const bookingRefusals: readonly Refusal[] = [
  { constraint: "appointment_span", says: "an appointment that ends when it starts", table: "appointment", refused: { ends_at: at("10:30") } },
  { constraint: "appointment_span", says: "an appointment of more than ninety minutes", table: "appointment", accepted: { ends_at: at("12:00") }, refused: { ends_at: at("12:01") } },
  { constraint: "appointment_state", says: "a state that is derived, not stored", table: "appointment", accepted: { state: "cancelled-by-service" }, refused: { state: "no-show" } },
  { constraint: "appointment_origin", says: "an unknown origin", table: "appointment", accepted: { origin: "referrer" }, refused: { origin: "fax" } },
  { constraint: "appointment_lane_or_overbooked", says: "an appointment with no lane that is not overbooked", table: "appointment", refused: { lane: null } },
  { constraint: "appointment_lane_or_overbooked", says: "an overbooked appointment in a lane", table: "appointment", accepted: overbooked, refused: { lane: 1 } },
  { constraint: "appointment_lane_or_overbooked", says: "an overbooked appointment without a reason", table: "appointment", accepted: overbooked, refused: { overbook_reason: null } },
  { constraint: "appointment_topics", says: "an appointment about nothing", table: "appointment", accepted: { topic_keys: ["a", "b", "c"] }, refused: { topic_keys: [] } },
  { constraint: "appointment_topics", says: "an appointment whose topics nobody wrote", table: "appointment", refused: { topic_keys: null } },
  { constraint: "appointment_code", says: "a code with letters that look like digits", table: "appointment", accepted: { code: "23456Z" }, refused: { code: "K0M1OI" } },
  { constraint: "appointment_erased_is_nobody", says: "an erased contact that still has a phone", table: "appointment", accepted: erased, refused: { phone: "+33388000000" } },
  { constraint: "appointment_erased_is_nobody", says: "an erased contact that a code still finds", table: "appointment", accepted: erased, refused: { code: "K7M2QX" } },
  { constraint: "appointment_erased_is_nobody", says: "an erased contact beside which the team's words stand", table: "appointment", accepted: { ...erased, overbooked: true, lane: null, overbook_reason: "" }, refused: { overbook_reason: "her sister called" } },
  { constraint: "appointment_no_overlap", says: "two appointments in one lane that share a minute", table: "appointment", beside: [{}], accepted: { ...another, starts_at: at("11:00"), ends_at: at("11:30") }, refused: { starts_at: at("10:59") } },
  { constraint: "appointment_no_overlap", says: "an appointment in a lane that is taken, while the next is free", table: "appointment", beside: [{}], accepted: { ...another, lane: 2 }, refused: { lane: 1 } },
  { constraint: "appointment_no_overlap", says: "a second appointment where the first is booked, not where it was cancelled", table: "appointment", beside: [{}], accepted: { ...another, state: "cancelled-by-resident" }, refused: { state: "booked" } },
  { constraint: "appointment_no_overlap", says: "a second appointment that is not marked as overbooked", table: "appointment", beside: [{}], accepted: { ...another, ...overbooked }, refused: { overbooked: false, lane: 1 } },
  { constraint: "appointment_conseiller_no_overlap", says: "one conseiller wanted twice at one hour", table: "appointment", beside: [{}], accepted: { ...another, lane: 2, wanted_conseiller_id: COLLEAGUE }, refused: { wanted_conseiller_id: id(2) } },
  { constraint: "appointment_conseiller_no_overlap", says: "a conseiller wanted by somebody in a lane and by somebody beside the lanes", table: "appointment", beside: [{}], accepted: { ...another, ...overbooked, wanted_conseiller_id: COLLEAGUE }, refused: { wanted_conseiller_id: id(2) } },
  { constraint: "appointment_conseiller_no_overlap", says: "a conseiller wanted by two beside the lanes", table: "appointment", beside: [overbooked], accepted: { ...another, ...overbooked, starts_at: at("11:00"), ends_at: at("11:30"), wanted_conseiller_id: id(2) }, refused: { starts_at: at("10:59") } },
  { constraint: "appointment_code_unique", says: "one code for two booked appointments of a place", table: "appointment", beside: [{}], accepted: { ...another, lane: 2 }, refused: { code: "K7M2QX" } },
  { constraint: "appointment_code_unique", says: "the code of a booked appointment, not that of a cancelled one", table: "appointment", beside: [{ state: "cancelled-by-resident" }, { id: id(91), lane: 2, code: "ZZZ222", wanted_conseiller_id: null }], accepted: { ...another, code: "K7M2QX" }, refused: { code: "ZZZ222" } },
];
