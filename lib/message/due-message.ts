import { assertNever } from "#lib/result.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import type { WhatIsTold } from "./facts.ts";
import { lastToSend, type DueMessage, type Reminders } from "./sending-times.ts";

/** Minutes for which it is true that somebody should come now; later the line has gone on. */
const FRESH = 15;
/** Minutes for which whoever asked for a message still waits for it: as long as tries go on. */
const ASKED = 2 * 60;

/** When a message was due, and where; `reminders`: as the organisation has them set. */
export type PutMessage = { readonly due: Instant; readonly zone: string; readonly reminders: Reminders };

/**
 * What decides when a message leaves (`sendingMoment`), by what it says: the hour for which somebody may set out next,
 * and when it is worthless (docs/messages.md#moments). Of a moved hour and of an offer it is the earlier one that is
 * still to come. What is told of a number in the line is about now, and true for a quarter of an hour; that it closes
 * earlier, until it does. What somebody asked for is about now too, by night as well: they wait for it, for two hours.
 */
export function dueMessage(what: WhatIsTold, { due, zone, reminders }: PutMessage, now: Instant): DueMessage {
  const of = (about: Instant, until: Instant): DueMessage => ({ due, now, about, until, zone });
  switch (what.kind) {
    case "confirmation":
    case "kept":
    case "last-reminder":
    case "cancelled":
      return of(what.start, what.start);
    case "first-reminder":
      return of(what.start, lastToSend(what.start, reminders));
    case "changed":
      return of(nextOf(what, now), what.start);
    case "offer":
      return of(nextOf(what, now), what.until);
    case "found-again":
      return of(now, plusMinutes(due, ASKED));
    case "soon":
    case "called":
    case "come-back":
      return of(now, plusMinutes(due, FRESH));
    case "closing-earlier":
      return of(now, what.closes);
    default:
      return assertNever(what);
  }
}

const nextOf = ({ from, start }: { readonly from: Instant; readonly start: Instant }, now: Instant): Instant =>
  from > now && from < start ? from : start;
