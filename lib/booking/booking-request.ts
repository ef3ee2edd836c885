import type { Instant } from "#lib/time/instant.ts";

/** How the resident wants to be called and reached; every field may be missing. */
export type Contact = {
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly language?: string;
};

/** What somebody asks to book. Only the team may ask for `overbook` and `wantedConseiller`. */
export type BookingRequest = {
  readonly topics: readonly string[];
  readonly start: Instant;
  readonly onBehalfOf: boolean;
  /**
   * Of one on behalf of somebody else: contact and link are those of whoever books, who is told the hour, never whether
   * the person came.
   */
  readonly byHelper?: true;
  /** « Je préfère un appel » (docs/messages.md#channels); no reason is asked. */
  readonly prefersCall?: true;
  readonly overbook?: { readonly reason: string };
  readonly wantedConseiller?: string;
  /** « On vient vous chercher »: at their turn somebody of the team goes to them (docs/line.md#fetching). */
  readonly toFetch?: true;
} & Contact;

/** Where an appointment is to be moved: without `permanence`, to another hour of its own half-day. */
export type MoveRequest = { readonly start: Instant; readonly permanence?: string };
