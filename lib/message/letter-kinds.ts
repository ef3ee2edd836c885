/**
 * What is sent by mail to an account, or to whoever is to have one (docs/messages.md#to-accounts); further words of
 * `outbox.kind`. `share-asked`: a partner asks to see the calendar. `half-day-summary`: somebody of the team asked for
 * the figures of a half-day.
 */
export const LETTER_KINDS = [
  "sign-in-code",
  "invitation",
  "organisation-invitation",
  "share-asked",
  "half-day-summary",
] as const;

/** Of these, what somebody waits for with the page open: sent by a job of its own, behind no other message. */
export const CODE_KINDS: readonly (typeof LETTER_KINDS)[number][] = ["sign-in-code"];
