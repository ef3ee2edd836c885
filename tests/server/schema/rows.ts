import type pg from "pg";

export type Row = Readonly<Record<string, unknown>>;

/** A fixed id, with this number as its last digits. */
export const id = (number: number): string => `01935f3e-0000-7000-8000-${String(number).padStart(12, "0")}`;

/** That hour (HH:MM) on Monday 23 November 2026 in Strasbourg. */
export const at = (hour: string): string => `2026-11-23T${hour}:00+01:00`;

/**
 * One valid row of each table, in an order in which they can be inserted. A case changes single columns of them. Together
 * they are one organisation with one place, one half-day and one conseiller.
 */
export const valid: Readonly<Record<string, Row>> = {
  organisation: { id: id(1), slug: "ville", name: "Ville", kind: "city", operator: true },
  user_account: { id: id(2), email: "conseiller@demo.example" },
  login_session: { id: id(3), session_token: "a", user_id: id(2), expires: at("12:00") },
  sign_in_code: { browser: "hash", user_id: id(2), code: "hash", expires_at: at("09:10") },
  verification_token: { identifier: "conseiller@demo.example", token: "hash", expires: at("09:10") },
  membership: { user_id: id(2), organisation_id: id(1), role: "conseiller" },
  api_token: {
    id: id(4),
    user_id: id(2),
    name: "board",
    created_at: at("09:00"),
    scopes: ["read"],
    expires_at: at("10:00"),
  },
  place: {
    id: id(5),
    organisation_id: id(1),
    slug: "mairie-du-neuhof",
    name: "Mairie du Neuhof",
    short_name: "Neuhof",
    address: "",
    city: "Strasbourg",
    postal_code: "67100",
    latitude: 48.5,
    longitude: 7.7,
    holiday_region: "67",
  },
  membership_place: { user_id: id(2), organisation_id: id(1), role: "conseiller", place_id: id(5) },
  device: { id: id(6), place_id: id(5), organisation_id: id(1), kind: "kiosk", name: "door" },
  rate_limit: { key: `creates:${"a".repeat(43)}`, points: 1, expire: Date.parse(at("09:01")) },
  tries: { subject: "code", count: 1, until: at("09:01") },
  idempotency_key: {
    scope: "visits",
    key: id(7),
    request_hash: "h",
    outcome_kind: "visit",
    outcome_id: id(20),
    created_at: at("09:00"),
  },
  topic: { id: id(8), organisation_id: id(1), key: "caf", rank: 1, minutes: 30 },
  series: {
    id: id(9),
    place_id: id(5),
    organisation_id: id(1),
    weekday: 1,
    start_minute: 540,
    end_minute: 720,
    from_date: "2026-09-07",
    desks: 2,
    bookable_lanes: 1,
    windows: "[]",
  },
  series_exception: {
    series_id: id(9),
    original_date: "2026-11-23",
    organisation_id: id(1),
    kind: "changed",
    local_date: "2026-11-24",
    created_at: at("08:00"),
  },
  closure: {
    id: id(10),
    organisation_id: id(1),
    place_id: id(5),
    starts_at: at("00:00"),
    ends_at: at("23:00"),
    reason: "works",
  },
  permanence: {
    id: id(11),
    place_id: id(5),
    organisation_id: id(1),
    series_id: id(9),
    time_zone: "Europe/Paris",
    local_date: "2026-11-23",
    starts_at: at("09:00"),
    ends_at: at("12:00"),
    desks: 2,
    bookable_lanes: 1,
    windows: "[]",
    created_at: at("08:00"),
    updated_at: at("08:00"),
  },
  assignment: {
    id: id(12),
    permanence_id: id(11),
    organisation_id: id(1),
    conseiller_id: id(2),
    desk: 1,
    starts_at: at("09:00"),
    ends_at: at("12:00"),
  },
  absence: { id: id(13), organisation_id: id(1), conseiller_id: id(2), starts_at: at("14:00"), ends_at: at("17:00") },
  workshop: {
    id: id(14),
    place_id: id(5),
    organisation_id: id(1),
    title: "E-mail",
    level: "debutant",
    starts_at: at("14:00"),
    ends_at: at("16:00"),
    capacity: 8,
  },
  workshop_place: { id: id(15), workshop_id: id(14), organisation_id: id(1), created_at: at("09:00") },
  appointment: {
    id: id(16),
    permanence_id: id(11),
    organisation_id: id(1),
    place_id: id(5),
    starts_at: at("10:30"),
    ends_at: at("11:00"),
    lane: 1,
    booked_at: at("08:00"),
    created_at: at("08:00"),
    topic_keys: ["caf"],
    code: "K7M2QX",
    wanted_conseiller_id: id(2),
  },
  appointment_contact: {
    day: "2026-11-23",
    appointment_id: id(16),
    ends_at: at("11:00"),
    name: "Ada",
    phone: "+33612345678",
    email: "ada@exemple.fr",
    overbook_reason: "Ada",
  },
  earlier_slot_alert: { id: id(17), appointment_id: id(16), created_at: at("09:00") },
  line: { permanence_id: id(11), version: 0, next_number: 1, calls: 0 },
  desk: { permanence_id: id(11), number: 1, conseiller_id: id(2), since: at("09:00") },
  visit: { id: id(20), permanence_id: id(11), number: 1, appointment_id: id(16), joined_at: at("09:01") },
  visit_identity: {
    day: "2026-11-23",
    visit_id: id(20),
    erase_at: "2026-11-24T03:00:00+01:00",
    name: "Ada",
    phone: "+33612345678",
  },
  queue_event: {
    id: 1,
    permanence_id: id(11),
    version: 1,
    command_id: id(21),
    type: "numbers-given",
    at: at("09:00"),
    received_at: at("09:00"),
    actor: "staff",
    device: "tablet",
    data: "{}",
  },
  queue_command: {
    id: id(21),
    permanence_id: id(11),
    type: "give-numbers",
    device: "tablet",
    at: at("09:00"),
    received_at: at("09:00"),
    outcome: "applied",
  },
  number_lease: {
    id: id(22),
    permanence_id: id(11),
    device: "tablet",
    first_number: 1,
    last_number: 5,
    leased_at: at("09:00"),
  },
  device_exchange: { permanence_id: id(11), user_id: id(2), device: "tablet", at: at("09:00") },
  half_day_figures: { permanence_id: id(11), organisation_id: id(1), place_id: id(5), local_date: "2026-11-23" },
  half_day_figures_progress: { through: at("09:00") },
  place_pace: { place_id: id(5) },
  late_help: { permanence_id: id(11), visit_id: id(20), started_at: at("09:10") },
  referral: { id: id(23), visit_id: id(20), target: "france-services", at: at("10:00") },
  turn_away: { id: id(24), permanence_id: id(11), reason: "full", at: at("10:00") },
  activity_report: {
    id: id(25),
    visit_id: id(20),
    organisation_id: id(1),
    place_id: id(5),
    conseiller_id: id(2),
    local_date: "2026-11-23",
    activity_place: "lieu_activite",
    minutes: 30,
    created_at: at("10:00"),
  },
  journal: {
    organisation_id: id(1),
    place_id: id(5),
    permanence_id: id(11),
    actor: `staff:${id(2)}`,
    act: "lanes-changed",
    data: "{}",
    at: at("10:00"),
  },
  outbox: {
    id: id(27),
    organisation_id: id(1),
    kind: "appointment-booked",
    cause_kind: "appointment",
    cause_id: id(16),
    appointment_id: id(16),
    dedupe_key: `appointment-booked:${id(16)}`,
    due_at: at("10:00"),
    created_at: at("10:00"),
  },
  calendar_share: {
    id: id(26),
    giver_id: id(1),
    receiver_id: id(1),
    name: "CAF",
    level: "counts",
    created_at: at("09:00"),
  },
  calendar_share_place: { share_id: id(26), place_id: id(5) },
  feed_version: { organisation_id: id(1), place_id: id(5) },
  instance_clock: { id: 1 },
  installation: { calendar_host: "permanences.example" },
};

/** A second conseiller, for what one conseiller may not do twice but two may. */
export const COLLEAGUE = id(30);

/** Inserts the row with plain SQL, without the rules of the application. */
export async function insert(client: pg.Client, table: string, row: Row): Promise<void> {
  const columns = Object.keys(row);
  const places = columns.map((_, index) => `$${index + 1}`);
  await client.query(`INSERT INTO ${table} (${columns.join(", ")}) VALUES (${places.join(", ")})`, Object.values(row));
}

/** Inserts the rows that a row of this table may refer to, and the second conseiller; without a table, all of them. */
export async function insertRelatedRows(client: pg.Client, table?: string): Promise<void> {
  await insert(client, "user_account", { id: COLLEAGUE, email: "collegue@demo.example" });
  const names = Object.keys(valid);
  const before = table === undefined ? names : names.slice(0, names.indexOf(table));
  for (const name of before) if (!LEAVES.includes(name)) await insert(client, name, valid[name] ?? {});
}

/** Tables that no other table refers to; their valid row is not inserted in advance. */
const LEAVES = [
  "login_session",
  "sign_in_code",
  "verification_token",
  "api_token",
  "membership_place",
  "device",
  "rate_limit",
  "tries",
  "idempotency_key",
  "topic",
  "series_exception",
  "closure",
  "assignment",
  "absence",
  "workshop_place",
  "earlier_slot_alert",
  "line",
  "desk",
  "queue_event",
  "queue_command",
  "number_lease",
  "device_exchange",
  "referral",
  "turn_away",
  "activity_report",
  "journal",
  "outbox",
  "half_day_figures",
  "half_day_figures_progress",
  "place_pace",
  "late_help",
  "calendar_share_place",
  "feed_version",
  "instance_clock",
];
