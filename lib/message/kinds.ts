/**
 * What is told to a resident (docs/messages.md#kinds); the words of `outbox.kind`. `kept`: the hour that was cancelled,
 * or that could not be kept, is held after all. `cancelled`: by the service. `called`: the number was called without an
 * answer, and the place is kept. `found-again`: the same as the confirmation, for whoever has lost it and asks for it.
 */
export const MESSAGE_KINDS = [
  "confirmation",
  "first-reminder",
  "last-reminder",
  "changed",
  "kept",
  "offer",
  "cancelled",
  "found-again",
  "soon",
  "called",
  "come-back",
  "closing-earlier",
] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** Of an appointment, or of a number in the line (a visit). */
type Subject = "appointment" | "visit";

/**
 * What holds of a kind. `counted`: among the three at most an appointment (`COUNTED_AT_MOST`), and not sent once the
 * SMS of the place and month are used up; what would cost somebody a way or their turn is always told. `atMost`: how
 * often about one number; undefined where each cause is told once.
 */
export type KindRule = {
  readonly about: Subject;
  readonly counted: boolean;
  readonly atMost?: number;
};

/** Of confirmation and reminders, how many an appointment, also one that was moved. */
export const COUNTED_AT_MOST = 3;

/**
 * How often in a day the link of one appointment is sent again: somebody else may ask for it, and each may cost an SMS
 * (docs/messages.md#sent-again).
 */
export const FOUND_AGAIN_A_DAY = 3;

/**
 * The rule of each kind. A number whose third call has no answer is not kept (docs/line.md), so that two calls at most
 * are told.
 */
export const KIND_RULES: Readonly<Record<MessageKind, KindRule>> = {
  confirmation: { about: "appointment", counted: true },
  "first-reminder": { about: "appointment", counted: true },
  "last-reminder": { about: "appointment", counted: true },
  changed: { about: "appointment", counted: false },
  kept: { about: "appointment", counted: false },
  offer: { about: "appointment", counted: false },
  cancelled: { about: "appointment", counted: false },
  "found-again": { about: "appointment", counted: false },
  soon: { about: "visit", counted: false, atMost: 1 },
  called: { about: "visit", counted: false, atMost: 2 },
  "come-back": { about: "visit", counted: false, atMost: 2 },
  "closing-earlier": { about: "visit", counted: false, atMost: 1 },
};

/**
 * Whether one more message of this kind may be put in. `before`: the kinds of those that were about the same
 * appointment or number, each as often as it was put in and not cancelled.
 */
export function mayTell(kind: MessageKind, before: readonly MessageKind[]): boolean {
  const { counted, atMost } = KIND_RULES[kind];
  if (counted) return before.filter((one) => KIND_RULES[one].counted).length < COUNTED_AT_MOST;
  return atMost === undefined || before.filter((one) => one === kind).length < atMost;
}
