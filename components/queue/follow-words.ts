import type fr from "#messages/fr.json";
import type { Instant } from "#lib/time/instant.ts";
import type { WireFollow } from "#lib/wire/board.ts";
import type { PluralForms } from "./plural-forms.ts";

/** What the page of one number shows at a moment. `asOf` in ISO 8601 with the place's offset. `withTeam`: how many are at the tables. `uncalled`: her call was taken back, and nothing has changed for her since. */
export type Followed = {
  readonly follow: WireFollow;
  readonly alive: boolean;
  readonly message?: string | undefined;
  readonly suspended?: boolean;
  readonly withTeam?: number | undefined;
  readonly asOf: string;
  readonly version: number;
  readonly uncalled?: boolean;
};

/** The sentences of the page, with their places open; they travel with the page, no catalogue does. */
export type FollowWords = {
  readonly locale: string;
  readonly turn: (typeof fr)["turn"];
  /** Of the laws of the line, the two that this page alone may have to say. */
  readonly letPast: string;
  readonly noNetwork: string;
  /** The pause of the whole line. */
  readonly suspended: string;
  readonly picture: string;
  readonly people: PluralForms;
  readonly withTeam: PluralForms;
  /** When the permanence begins, and as it is said; when it ends, as it is said. */
  readonly start: { readonly at: Instant; readonly hour: string };
  readonly closing: string;
};
