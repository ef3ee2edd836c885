import type { Letter } from "#lib/mail/letter.ts";
import type { MessageFacts, WhatIsTold } from "#lib/message/facts.ts";
import type { ToldToStaff } from "#lib/message/staff-kinds.ts";
import type { AppointmentNews } from "#lib/message/what-to-tell.ts";
import type { ContactWay } from "#lib/message/channel.ts";
import type { Reminders } from "#lib/message/sending-times.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { Queryable } from "#lib/server/db.ts";
import type { TakenMessage } from "#lib/server/outbox/outbox.ts";
import type { NewLink } from "./short-links.ts";

/**
 * A taken message with everything that is true of it now. `what`: undefined once what it would tell is not true any
 * more. `facts`: of the message besides its link; `service`: the organisation as residents know it. `host`: of the
 * addresses in it. `unproven`: its telephone is not proven; the kinds of SMS that it got within a day. `way`, `phone`,
 * `email`: how whoever it is for left to be told. `knows`: what they know once it has left.
 */
export type MessageToResident = {
  readonly of: "resident";
  readonly message: TakenMessage;
  readonly what?: WhatIsTold;
  readonly facts: Omit<MessageFacts, keyof WhatIsTold | "link" | "kind"> & { readonly service: string };
  readonly placeId: string;
  readonly zone: string;
  readonly reminders: Reminders;
  readonly link: NewLink;
  readonly host: string;
  readonly way: ContactWay;
  readonly phone?: string;
  readonly email?: string;
  readonly cap?: number;
  readonly unproven?: { readonly sent: readonly string[] };
  readonly knows?: { readonly appointment: string; readonly known: AppointmentNews };
};

/**
 * The same of a message to somebody of the team, or to a partner, which is a mail. `what`: undefined once there is
 * nothing to tell. `placeId`: of a half-day that it names. `link`: a new address of theirs, or the path of a page.
 * `left`: notes what they know once it has left.
 */
export type MessageToStaff = {
  readonly of: "staff";
  readonly message: TakenMessage;
  readonly what?: ToldToStaff;
  readonly service: string;
  readonly placeId: string | undefined;
  readonly zone: string;
  readonly link: NewLink | string;
  /** Of a partner: the page on which they stop these mails, as a path without its first slash. */
  readonly stop?: string;
  readonly host: string;
  readonly way: ContactWay;
  readonly email: string;
  readonly left?: (tx: Queryable, now: Instant) => Promise<unknown>;
};

/**
 * The same of a letter to an account, or to whoever is to have one; none of one that is not so any more. `waits`: it
 * keeps the quiet hours, on the clock of `zone`; of others somebody waits for it. `until`: from when it is worthless.
 */
export type LetterToSend = {
  readonly of: "letter";
  readonly message: TakenMessage;
  readonly what: Letter;
  readonly email: string;
  readonly placeId: undefined;
  readonly zone: string;
  readonly until: Instant;
  readonly waits: boolean;
  readonly way: ContactWay;
};

export type MessageToSend = MessageToResident | MessageToStaff | LetterToSend;
