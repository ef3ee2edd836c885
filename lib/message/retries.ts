import { instant, MINUTE, type Instant } from "#lib/time/instant.ts";
import { sendingMoment } from "./sending-times.ts";

/**
 * What became of a try. `refused`: for good, such as a number that does not exist. `busy`: not taken now, and surely
 * not sent. `lost`: no answer came, so that it may have been sent.
 */
export type TryResult = "accepted" | "refused" | "busy" | "lost";

/**
 * What a gateway says when it is asked by tag about a message whose answer was lost; `cannot-say` where it has no such
 * question, or does not answer it.
 */
export type LostAnswer = "has-it" | "has-it-not" | "cannot-say";

/**
 * A message as its tries stand. `tries`: how many were made; `doubles`: how many of them were made without knowing
 * whether the one before was sent.
 */
export type MessageTries = {
  readonly tries: number;
  readonly doubles: number;
  readonly about: Instant;
  readonly until: Instant;
  readonly zone: string;
};

/**
 * What is done next. `try`: again at that moment; `double`: this may be the second that arrives, and is counted. `ask`:
 * the gateway, at that moment. `give-up`: a person is shown why: `too-often`, `too-late` (it would be worthless),
 * `refused`, `unknown` (perhaps sent, nobody can say).
 */
export type Next =
  | { readonly then: "sent" }
  | { readonly then: "try"; readonly at: Instant; readonly double: boolean }
  | { readonly then: "ask"; readonly at: Instant }
  | { readonly then: "give-up"; readonly why: "too-often" | "too-late" | "refused" | "unknown" };

/** Tries of one message, at most: with these delays they reach over two hours. */
export const MOST_TRIES = 6;
/** Tries that may be doubles, at most. */
export const MOST_DOUBLES = 1;
/** Milliseconds to the second try; each further delay is three times as long. */
const FIRST_DELAY = MINUTE;
const GROWTH = 3;
/**
 * A delay is made shorter or longer by up to this part, so that a thousand messages that failed at once do not come
 * back at once.
 */
const JITTER = 0.25;
/** Milliseconds after which the gateway is asked: its own list may be late. */
const ASK_AFTER = MINUTE;

/**
 * What follows a try. `random`: from 0 to below 1, by chance; it decides the jitter alone. `askAfter`: milliseconds
 * before which the gateway may not have filed the message; a minute where it says none.
 */
export function afterTry(
  result: TryResult,
  message: MessageTries,
  now: Instant,
  random: number,
  askAfter: number = ASK_AFTER,
): Next {
  if (result === "accepted") return { then: "sent" };
  if (result === "refused") return { then: "give-up", why: "refused" };
  if (result === "lost")
    return { then: "ask", at: instant(now + Math.max(askAfter, ASK_AFTER) * (1 + JITTER * random)) };
  return again(message, now, random, false);
}

/**
 * What follows an answer of the gateway about a lost try. Where it cannot say, one more try is made, as long as the
 * message is not worthless.
 */
export function afterAsking(found: LostAnswer, message: MessageTries, now: Instant, random: number): Next {
  if (found === "has-it") return { then: "sent" };
  if (found === "has-it-not") return again(message, now, random, false);
  if (message.doubles >= MOST_DOUBLES) return { then: "give-up", why: "unknown" };
  return again(message, now, random, true);
}

function again({ tries, about, until, zone }: MessageTries, now: Instant, random: number, double: boolean): Next {
  if (tries >= MOST_TRIES) return { then: "give-up", why: "too-often" };
  const due = instant(now + delayAfter(tries, random));
  const at = sendingMoment({ due, now, about, until, zone });
  return at === "never" ? { then: "give-up", why: "too-late" } : { then: "try", at, double };
}

/**
 * Milliseconds until the next try, once `tries` (1 or more) were made: about 1, 3, 9, 27 and 81 minutes. `random`: as
 * in `afterTry`.
 */
export const delayAfter = (tries: number, random: number): number =>
  FIRST_DELAY * GROWTH ** (tries - 1) * jitter(random);

const jitter = (random: number): number => 1 - JITTER + 2 * JITTER * random;
