import type { ConstraintCase } from "./constraint-case.ts";
import { at, id } from "./rows.ts";

const ANOTHER = { table: "organisation", row: { id: id(91), slug: "caf" } };
const onOutbox = (
  constraint: string,
  says: string,
  accepted: ConstraintCase["refused"],
  refused: ConstraintCase["refused"],
): ConstraintCase => ({ constraint, says, table: "outbox", accepted, refused });

const onTold = (
  constraint: string,
  says: string,
  accepted: ConstraintCase["refused"],
  refused: ConstraintCase["refused"],
): ConstraintCase => ({ constraint, says, table: "told", accepted, refused });

const onStaffTold = (
  constraint: string,
  says: string,
  accepted: ConstraintCase["refused"],
  refused: ConstraintCase["refused"],
): ConstraintCase => ({ constraint, says, table: "staff_told", accepted, refused });
const onHelpCall = (
  constraint: string,
  says: string,
  accepted: ConstraintCase["refused"],
  refused: ConstraintCase["refused"],
): ConstraintCase => ({ constraint, says, table: "help_call", accepted, refused });
const KNOWN = { known_start: at("09:00"), known_end: at("12:00"), known_place_id: id(5) };
const ANSWERED = { answer: "seen", answered_at: at("10:00") };
const CANNOT = { answer: "cannot", why: "sick", answered_at: at("10:00") };

/** What somebody knew before. */
const WAS = { was_known: "cancelled", was_hour: at("10:30"), was_way: "sms" };

/**
 * Constraints of the messages to be sent: about one person, once a key, with one outcome, and nothing that a person
 * could be read from.
 */
export const outboxConstraints: readonly ConstraintCase[] = [
  onOutbox("outbox_kind", "a message with words of its own", { kind: "reminder" }, { kind: "Bonjour Fatima" }),
  onOutbox(
    "outbox_cause_kind",
    "a cause in words",
    { cause_kind: "permanence" },
    { cause_kind: "the library is flooded" },
  ),
  onOutbox(
    "outbox_about_one",
    "a message about nobody",
    { account_id: id(2), appointment_id: null },
    { account_id: null },
  ),
  onOutbox(
    "outbox_about_one",
    "a message about two",
    { visit_id: id(20), appointment_id: null },
    { appointment_id: id(16) },
  ),
  onOutbox(
    "outbox_of_an_organisation",
    "a message of no organisation that is no sign-in code",
    { kind: "sign-in-code", organisation_id: null },
    { kind: "assigned", organisation_id: null },
  ),
  {
    ...onOutbox(
      "outbox_of_its_invitation",
      "a message about an invitation of another organisation",
      { invitation_id: id(70), appointment_id: null },
      { organisation_id: id(91) },
    ),
    otherRow: ANOTHER,
  },
  onOutbox(
    "outbox_dedupe_key",
    "a telephone in the key",
    { dedupe_key: `reminder:${id(16)}:2:sms` },
    { dedupe_key: "reminder:0612345678" },
  ),
  onOutbox(
    "outbox_dedupe_key",
    "an e-mail in the key",
    { dedupe_key: "reminder:123456" },
    { dedupe_key: "reminder:zelie@exemple.fr" },
  ),
  {
    ...onOutbox(
      "outbox_dedupe_key_key",
      "one message twice",
      { id: id(90) },
      { dedupe_key: `appointment-booked:${id(16)}` },
    ),
    accepted: { id: id(90), dedupe_key: `appointment-moved:${id(16)}` },
    beside: [{}],
  },
  onOutbox("outbox_attempts", "a message sent without a try", { attempts: 1, sent_at: at("09:00") }, { attempts: 0 }),
  onOutbox("outbox_attempts", "fewer tries than none", {}, { attempts: -1 }),
  onOutbox(
    "outbox_sent_or_given_up",
    "a message both sent and given up",
    { attempts: 1, sent_at: at("09:00"), cancelled_at: at("08:59") },
    { given_up_at: at("09:00") },
  ),
  onOutbox("outbox_channel", "a message by a way that we have not", { channel: "sms" }, { channel: "fax" }),
  onOutbox("outbox_tries", "more tries than attempts", { attempts: 2, tries: 2 }, { attempts: 1 }),
  onOutbox("outbox_doubles", "a third that may be a double", { doubles: 1 }, { doubles: 2 }),
  onOutbox("outbox_gateway", "a gateway with an address", { gateway: "ovh" }, { gateway: "https://eu.api" }),
  onOutbox(
    "outbox_gateway_id",
    "a person as the id of a gateway",
    { gateway_id: "26929925" },
    { gateway_id: "a@b.fr" },
  ),
  onOutbox("outbox_segments", "an SMS of no segment", { segments: 2 }, { segments: 0 }),
  onOutbox("outbox_result", "a receipt in words of its own", { result: "delivered" }, { result: "Reçu par Fatima" }),
  onOutbox(
    "outbox_given_up_why",
    "a reason to have given up what was not given up",
    { attempts: 1, given_up_at: at("11:00"), given_up_why: "refused" },
    { given_up_at: null },
  ),
  onOutbox("outbox_receipt_asks", "an eighth question about a receipt", { receipt_asks: 7 }, { receipt_asks: 8 }),
  onOutbox(
    "outbox_settled",
    "one settled that was not given up",
    { attempts: 1, given_up_at: at("11:00"), settled_at: at("11:30") },
    { given_up_at: null },
  ),
  onTold("told_known", "something else that is known", {}, { known: "moved" }),
  onTold("told_offer", "an offer without which one", { known: "offered", offer_id: id(18) }, { offer_id: null }),
  onTold("told_offer", "which offer of no offer", {}, { offer_id: id(18) }),
  onTold("told_was_known", "something else that was known", WAS, { was_known: "moved" }),
  onTold("told_was_whole", "something that was known by no way", WAS, { was_way: null }),
  onTold("told_was_offer", "an offer that was known without which one", WAS, { was_known: "offered" }),
  onTold("told_was_way", "known by a way that is none", WAS, { was_way: "fax" }),
  onTold("told_way", "told by a way that is none", { way: "on-site" }, { way: "fax" }),
  onStaffTold("staff_told_of_its_organisation", "a half-day of another organisation", {}, { organisation_id: id(91) }),
  onStaffTold("staff_told_known", "a half-day without its place", KNOWN, { known_place_id: null }),
  onStaffTold("staff_told_answer", "an answer that is none", ANSWERED, { answer: "perhaps" }),
  onStaffTold("staff_told_answered", "an answer at no time", ANSWERED, { answered_at: null }),
  onStaffTold("staff_told_why", "a reason in words of its own", CANNOT, { why: "Mon fils est malade" }),
  onStaffTold("staff_told_why", "a reason to have seen it", CANNOT, { answer: "seen" }),
  onHelpCall("help_call_of_its_organisation", "a half-day of another organisation", {}, { organisation_id: id(91) }),
  onHelpCall("help_call_desk", "a table without number", { desk: 1 }, { desk: 0 }),
  onHelpCall("help_call_answered", "an answer by nobody", {}, { answered_by: null }),
  {
    constraint: "door_change_hours",
    says: "a half-day that the door says without an hour",
    table: "door_change",
    accepted: {},
    refused: { ends_at: at("09:00") },
  },
  {
    constraint: "door_told_known",
    says: "hours that are known without an end",
    table: "door_told",
    accepted: { known_start: at("09:00"), known_end: at("12:00") },
    refused: { known_end: null },
  },
  {
    constraint: "short_link_hash",
    says: "a link whose hash is none",
    table: "short_link",
    accepted: {},
    refused: { hash: Buffer.alloc(12, 1) },
  },
  {
    constraint: "sms_stopped_phone",
    says: "a telephone number instead of its keyed hash",
    table: "sms_stopped",
    refused: { phone: "+33612345678" },
  },
  {
    constraint: "short_link_channel",
    says: "an address that is sent by anything but SMS or mail",
    table: "short_link",
    accepted: { channel: "mail" },
    refused: { channel: "phone" },
  },
  {
    constraint: "short_link_about_one",
    says: "a link to two",
    table: "short_link",
    accepted: { appointment_id: null, visit_id: id(20) },
    refused: { appointment_id: id(16) },
  },
  {
    constraint: "demo_message_channel",
    says: "a message by a way that we have not",
    table: "demo_message",
    accepted: { channel: "mail" },
    refused: { channel: "fax" },
  },
];
