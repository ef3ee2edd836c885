import type { BookingRefusal } from "#lib/booking/appointment.ts";
import type { QueueRefusal } from "#lib/queue/acts/acts.ts";
import type { RequestRefusal } from "#lib/wire/problem.ts";
import type messages from "#messages/fr.json";

/** A sentence of the namespace `refusals`. */
export type RefusalSentence = keyof (typeof messages)["refusals"];

/**
 * The sentence for each refusal of the line. `alreadyCalled` needs `number` and `desk`. A refusal without a sentence
 * does not compile.
 */
export const queueWording: Readonly<Record<QueueRefusal, RefusalSentence>> = {
  "not-allowed": "notAllowed",
  "ask-the-team": "askTheTeam",
  "numbers-not-given": "numbersNotGiven",
  "numbers-stopped": "numbersStopped",
  "permanence-closed": "permanenceClosed",
  "noted-after-close": "notedAfterClose",
  "permanence-not-open": "permanenceNotOpen",
  "outside-window": "outsideWindow",
  "outside-hours": "hourToCome",
  "line-suspended": "lineSuspended",
  "queue-empty": "queueEmpty",
  "already-called": "alreadyCalled",
  "already-here": "alreadyHere",
  "state-changed": "stateChanged",
  "desk-busy": "deskBusy",
  "desk-not-taken": "deskNotTaken",
  "not-your-desk": "notYourDesk",
  "seated-elsewhere": "seatedElsewhere",
  "away-enough": "awayEnough",
  "not-fetched": "notFetched",
  "leftovers-remain": "leftoversRemain",
  "report-incomplete": "reportIncomplete",
  "personal-number-refused": "personalNumberRefused",
  "too-large": "tooLarge",
  "too-early": "tooEarlyToClose",
  "too-late": "tooLateToUndo",
  "not-found": "noSuchNumber",
};

/** The sentence for each refusal of a booking. */
export const bookingWording: Readonly<Record<BookingRefusal, RefusalSentence>> = {
  "slot-taken": "slotTaken",
  "only-by-team": "onlyByTeam",
  "outside-hours": "outsideHours",
  "leaves-a-hole": "leavesAHole",
  "too-soon": "tooSoon",
  "short-notice": "shortNotice",
  "too-many-wait": "tooManyWait",
  "too-late": "tooLateToBook",
  "unknown-topic": "unknownTopic",
  "permanence-closed": "permanenceClosed",
  "shut-for-now": "shutForNow",
  "not-bookable": "notBookable",
  "too-many-appointments": "tooManyAppointments",
  "personal-number-refused": "personalNumberRefused",
  "not-found": "noSuchAppointment",
  "state-changed": "stateChanged",
  "overbooked-enough": "overbookedEnough",
  "offer-ended": "offerEnded",
  "unknown-conseiller": "unknownConseiller",
  "conseiller-absent": "conseillerAbsent",
};

/** The sentence for each refusal of a request before any use case ran. */
export const requestWording: Readonly<Record<RequestRefusal, RefusalSentence>> = {
  malformed: "malformed",
  "unknown-field": "malformed",
  "method-not-allowed": "malformed",
  "not-json": "malformed",
  "too-large": "tooLarge",
  "too-many-rows": "tooLarge",
  "sign-in-needed": "signInNeeded",
  "token-expired": "signInNeeded",
  "scope-missing": "notAllowed",
  "not-allowed": "notAllowed",
  "foreign-origin": "foreignOrigin",
  "unknown-topic": "unknownTopic",
  "idempotency-key-reused": "alreadySent",
  "not-today": "notToday",
  // Programs alone are refused so; the forms of the team have sentences of their own (components/staff/wording.ts).
  "own-account": "malformed",
  "no-such-place": "malformed",
  "place-missing": "malformed",
  "already-over": "malformed",
  "last-administrator": "stateChanged",
  "has-role": "stateChanged",
  "already-invited": "stateChanged",
  "place-offline": "placeOffline",
  "ask-the-team": "askTheTeam",
  "too-many-requests": "tooManyRequests",
  unexpected: "unexpected",
  busy: "busy",
};
