import type { Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import type { StaffMessageKind } from "./staff-kinds.ts";

/** Why a message never left; the words of `outbox.given_up_why`. */
export type WhyNotSent = "too-often" | "too-late" | "refused" | "unknown" | "over-the-cap";

/**
 * To whom a message was: somebody of the team, a contact on site of a place, or the partner of a share, with their
 * telephone where one is known.
 */
type NotTold =
  | { readonly is: "team"; readonly account: string; readonly name: string }
  | {
      readonly is: "contact";
      readonly name: string;
      readonly place: string;
      readonly slug: string;
      readonly phone?: string;
    }
  | {
      readonly is: "partner";
      readonly share: string;
      readonly shareName: string;
      readonly name: string;
      readonly phone?: string;
    };

/**
 * A message to the team, to a contact on site or to a partner that never left, and that still tells them something.
 * `kind`: as it is noted, which a later version may know alone. `halfDays`: what it was about, where that is known.
 */
export type MessageNotSent = {
  readonly id: string;
  readonly kind: StaffMessageKind | (string & {});
  readonly why: WhyNotSent;
  readonly since: Instant;
  readonly to: NotTold;
  readonly halfDays: readonly { readonly span: Interval; readonly place: string; readonly zone: string }[];
};

/**
 * What coordination is told of messages on its first page. `near`, `reached`: how many places, by their limit; `ofDay`:
 * SMS within a day, once they are as many as an organisation sends in one; `notSent`: messages to the team, to contacts
 * on site and to partners.
 */
export type MessageTroubles = {
  readonly near: number;
  readonly reached: number;
  readonly ofDay: number;
  readonly notSent: number;
};
