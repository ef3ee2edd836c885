/**
 * What every column that can hold a text may hold, and why it stays or goes (docs/decisions/0021):
 * `erased`, who somebody is, or words that may say it, until its night or its thirty days;
 * `expires`, a proof, gone with its row when its time is over;
 * `closed`, a word of a closed list, an id, a zone, or a proof that opens nothing;
 * `house`, what the organisation says of itself, its places and its staff, public or among the team;
 * `staff`, an account of the team, which an administrator ends.
 */
export type Verdict = "erased" | "expires" | "closed" | "house" | "staff";

export const verdicts: Readonly<Record<string, Readonly<Record<string, Verdict>>>> = {
  _prisma_migrations: { id: "closed", checksum: "closed", migration_name: "closed", logs: "closed" },
  organisation: { slug: "house", name: "house", kind: "closed", phone: "house", phone_hours: "house" },
  user_account: { email: "staff", name: "staff", image: "staff" },
  login_session: { session_token: "expires" },
  verification_token: { identifier: "expires", token: "expires" },
  membership: { role: "closed" },
  api_token: { name: "staff" },
  device: { kind: "closed", name: "house", enrol_code: "closed" },
  tries: { subject: "expires" },
  idempotency_key: { scope: "expires", request_hash: "expires", outcome_kind: "expires" },
  place: {
    slug: "house", name: "house", short_name: "house", address: "house", city: "house", postal_code: "house", time_zone: "closed", holiday_region: "closed", phone: "house", languages: "closed", transport: "house",
    opening_hours: "house", national_id: "house", pivot: "house", source: "house", services: "closed", audiences: "closed", special_care: "closed", support: "closed", fees: "closed", programmes: "closed", imported: "house",
  },
  topic: { key: "closed", bring: "closed", themes: "closed" },
  series: { windows: "closed" },
  closure: { reason: "house" },
  permanence: {
    time_zone: "closed", status: "closed", numbers: "closed", windows: "closed", topic_keys: "closed", message: "erased", outcome: "closed", cancel_reason: "erased", vevent: "house",
  },
  assignment: { topic_keys: "closed" },
  workshop: { title: "house", level: "closed", status: "closed" },
  workshop_place: { state: "closed", name: "erased", phone: "erased", email: "erased" },
  appointment: {
    state: "closed", overbook_reason: "erased", topic_keys: "closed", origin: "closed", code: "erased", name: "erased", phone: "erased", email: "erased", language: "closed",
  },
  desk: { state: "closed", topic_keys: "closed" },
  visit: { state: "closed", topic_key: "closed", language: "closed", paused_for: "closed", left_why: "closed", name: "erased", phone: "erased" },
  queue_event: { type: "closed", actor: "closed", device: "closed", data: "closed" },
  queue_command: { type: "closed", device: "closed", outcome: "closed", refusal: "closed" },
  number_lease: { device: "closed" },
  referral: { target: "closed" },
  turn_away: { reason: "closed", topic_key: "closed", language: "closed", target: "closed" },
  activity_report: { themes: "closed", equipment: "closed", autonomy: "closed", redirect: "closed", age_band: "closed", gender: "closed", status: "closed" },
  calendar_share: { name: "house", level: "closed" },
};
