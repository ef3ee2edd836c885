import type { Refusal } from "./refusal.ts";
import { at, COLLEAGUE, id } from "./rows.ts";

const nextDay = { local_date: "2026-11-24", starts_at: "2026-11-24T01:00:00+01:00", ends_at: "2026-11-24T09:00:00+01:00" };
const otherPermanence = { id: id(90), local_date: "2026-11-30", starts_at: "2026-11-30T09:00:00+01:00", ends_at: "2026-11-30T12:00:00+01:00" };

/** What the database refuses in the room of the schedule. */
export const scheduleRefusals: readonly Refusal[] = [
  { constraint: "topic_minutes", says: "a topic of four minutes", table: "topic", accepted: { minutes: 5 }, refused: { minutes: 4 } },
  { constraint: "topic_minutes", says: "a topic of more than three hours", table: "topic", accepted: { minutes: 180 }, refused: { minutes: 181 } },
  { constraint: "topic_key_key", says: "two topics with one key", table: "topic", beside: [{}], accepted: { id: id(90), key: "impots", rank: 2 }, refused: { key: "caf" } },
  { constraint: "topic_rank_key", says: "two topics at one rank", table: "topic", beside: [{}], accepted: { id: id(90), key: "impots", rank: 2 }, refused: { rank: 1 } },

  { constraint: "series_weekday", says: "an eighth day of the week", table: "series", accepted: { weekday: 7 }, refused: { weekday: 8 } },
  { constraint: "series_span", says: "a rule that ends when it starts", table: "series", accepted: { end_minute: 541 }, refused: { end_minute: 540 } },
  { constraint: "series_span", says: "a rule that ends on the next day", table: "series", accepted: { end_minute: 1440 }, refused: { end_minute: 1441 } },
  { constraint: "series_avoids_the_clock_change", says: "a rule that starts at 2 in the night", table: "series", accepted: { start_minute: 119 }, refused: { start_minute: 120 } },
  { constraint: "series_avoids_the_clock_change", says: "a rule that starts at 2:59 in the night", table: "series", accepted: { start_minute: 180 }, refused: { start_minute: 179 } },
  { constraint: "series_every", says: "every no week", table: "series", accepted: { every_weeks: 2 }, refused: { every_weeks: 0 } },
  { constraint: "series_dates", says: "a rule that ends before it begins", table: "series", accepted: { until_date: "2026-09-07" }, refused: { until_date: "2026-09-06" } },
  { constraint: "series_lanes", says: "a rule with more bookable lanes than desks", table: "series", accepted: { bookable_lanes: 2 }, refused: { bookable_lanes: 3 } },
  { constraint: "series_lanes", says: "a rule without a desk", table: "series", accepted: { desks: 1 }, refused: { desks: 0, bookable_lanes: 0 } },
  { constraint: "closure_span", says: "a closure that ends when it starts", table: "closure", refused: { ends_at: at("00:00") } },
  { constraint: "absence_span", says: "an absence that ends when it starts", table: "absence", refused: { ends_at: at("14:00") } },

  { constraint: "permanence_span", says: "a half-day that ends when it starts", table: "permanence", refused: { ends_at: at("09:00") } },
  { constraint: "permanence_span", says: "a half-day of more than fourteen hours", table: "permanence", accepted: { ends_at: at("23:00") }, refused: { ends_at: at("23:01") } },
  { constraint: "permanence_avoids_the_clock_change", says: "a half-day that starts at 2:30 on the place's clock", table: "permanence", accepted: nextDay, refused: { starts_at: "2026-11-24T02:30:00+01:00" } },
  { constraint: "permanence_local_date_is_its_start", says: "a half-day dated by UTC instead of the place", table: "permanence", accepted: { ...nextDay, starts_at: "2026-11-24T00:30:00+01:00" }, refused: { local_date: "2026-11-23" } },
  { constraint: "permanence_status", says: "a half-day in an unknown state", table: "permanence", accepted: { status: "cancelled" }, refused: { status: "full" } },
  { constraint: "permanence_numbers", says: "numbers in an unknown state", table: "permanence", accepted: { numbers: "stopped" }, refused: { numbers: "paused" } },
  { constraint: "permanence_lanes", says: "more bookable lanes than desks", table: "permanence", accepted: { bookable_lanes: 2 }, refused: { bookable_lanes: 3 } },
  { constraint: "permanence_open_is_confirmed", says: "an open half-day that nobody opened", table: "permanence", accepted: { status: "open", opened_at: at("09:02") }, refused: { opened_at: null } },
  { constraint: "permanence_closed_says_how", says: "a closed half-day that does not say whether it was held", table: "permanence", accepted: { status: "closed", closed_at: at("12:00"), outcome: "held-with-nobody" }, refused: { outcome: null } },
  { constraint: "permanence_closed_says_how", says: "a closed half-day without its hour", table: "permanence", accepted: { status: "closed", closed_at: at("12:00"), outcome: "held" }, refused: { closed_at: null } },
  { constraint: "permanence_outcome", says: "an unknown outcome", table: "permanence", accepted: { outcome: "not-held" }, refused: { outcome: "fine" } },
  { constraint: "permanence_message", says: "an empty message", table: "permanence", accepted: { message: "x".repeat(140) }, refused: { message: "" } },
  { constraint: "permanence_message", says: "a message of more than 140 characters", table: "permanence", accepted: { message: "L’imprimante est en panne." }, refused: { message: "x".repeat(141) } },
  { constraint: "permanence_counters", says: "a number nought", table: "permanence", accepted: { next_number: 1 }, refused: { next_number: 0 } },
  { constraint: "permanence_counters", says: "a version that goes below nought", table: "permanence", accepted: { version: 0 }, refused: { version: -1 } },
  { constraint: "permanence_series_id_local_date_key", says: "one rule twice on a day", table: "permanence", beside: [{}], accepted: otherPermanence, refused: { local_date: "2026-11-23", starts_at: at("14:00"), ends_at: at("17:00") } },

  { constraint: "assignment_span", says: "an assignment that ends when it starts", table: "assignment", refused: { ends_at: at("09:00") } },
  { constraint: "assignment_desk", says: "a desk nought", table: "assignment", accepted: { desk: 20 }, refused: { desk: 0 } },
  { constraint: "assignment_no_overlap", says: "one conseiller at two desks at once", table: "assignment", beside: [{}], accepted: { id: id(90), desk: 2, starts_at: at("12:00"), ends_at: at("13:00") }, refused: { starts_at: at("11:59") } },
  { constraint: "assignment_desk_no_overlap", says: "two conseillers at one desk at once", table: "assignment", beside: [{}], accepted: { id: id(90), desk: 2, conseiller_id: COLLEAGUE }, refused: { desk: 1 } },

  { constraint: "workshop_span", says: "a workshop that ends when it starts", table: "workshop", refused: { ends_at: at("14:00") } },
  { constraint: "workshop_capacity", says: "a workshop for nobody", table: "workshop", accepted: { capacity: 1 }, refused: { capacity: 0 } },
  { constraint: "workshop_level", says: "an unknown level", table: "workshop", accepted: { level: "avance" }, refused: { level: "expert" } },
  { constraint: "workshop_status", says: "a workshop in an unknown state", table: "workshop", accepted: { status: "held" }, refused: { status: "full" } },
  { constraint: "workshop_place_state", says: "a place in an unknown state", table: "workshop_place", accepted: { state: "no-show" }, refused: { state: "late" } },
];
