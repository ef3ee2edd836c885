import type { Refusal } from "./refusal.ts";
import { at, id } from "./rows.ts";

/** What the database refuses in the room of access. */
export const accessRefusals: readonly Refusal[] = [
  { constraint: "organisation_kind", says: "an organisation of an unknown kind", table: "organisation", refused: { kind: "bank" } },
  { constraint: "organisation_slug_key", says: "two organisations under one address", table: "organisation", beside: [{}], accepted: { id: id(90), slug: "caf" }, refused: { slug: "ville" } },
  { constraint: "user_account_email_key", says: "two accounts with one e-mail", table: "user_account", beside: [{}], accepted: { id: id(90), email: "accueil@demo.example" }, refused: { email: "conseiller@demo.example" } },
  { constraint: "login_session_session_token_key", says: "two logins with one token", table: "login_session", beside: [{}], accepted: { id: id(90), session_token: "b" }, refused: { session_token: "a" } },
  { constraint: "membership_role", says: "a role that nobody has", table: "membership", accepted: { role: "partner" }, refused: { role: "owner" } },
  { constraint: "membership_pkey", says: "the same role twice", table: "membership", beside: [{}], accepted: { role: "coordinator" }, refused: { role: "conseiller" } },
  { constraint: "verification_token_tries", says: "a sixth try of a sign-in code", table: "verification_token", accepted: { tries: 5 }, refused: { tries: 6 } },
  { constraint: "verification_token_tries", says: "a code with tries to spare", table: "verification_token", accepted: { tries: 0 }, refused: { tries: -1 } },
  { constraint: "verification_token_identifier_key", says: "two codes for one e-mail", table: "verification_token", beside: [{}], accepted: { identifier: "caf@demo.example" }, refused: { identifier: "conseiller@demo.example" } },
  { constraint: "device_kind", says: "a device of an unknown kind", table: "device", accepted: { kind: "screen" }, refused: { kind: "printer" } },
  { constraint: "device_code_has_an_end", says: "an enrolment code that never ends", table: "device", accepted: { enrol_code: "ABCD2345", enrol_until: at("09:10") }, refused: { enrol_until: null } },
  { constraint: "device_enrol_code_key", says: "one enrolment code for two devices", table: "device", beside: [{ enrol_code: "ABCD2345", enrol_until: at("09:10") }], accepted: { id: id(90), enrol_code: "ABCD2346", enrol_until: at("09:10") }, refused: { enrol_code: "ABCD2345" } },
  { constraint: "tries_count", says: "fewer tries than none", table: "tries", accepted: { count: 0 }, refused: { count: -1 } },
  { constraint: "idempotency_key_pkey", says: "two effects for one key", table: "idempotency_key", beside: [{}], accepted: { scope: "appointments" }, refused: { scope: "visits" } },
  { constraint: "instance_clock_single", says: "a second clock", table: "instance_clock", refused: { id: 2 } },
];
