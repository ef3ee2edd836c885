import type fr from "#messages/fr.json";
import type { Instant } from "#lib/time/instant.ts";
import type { PluralForms } from "./browser-text.ts";
import type { FormEvent, ReactNode } from "react";

/** The labels of the page with their placeholders; sent with the page instead of a message catalogue. */
export type FollowLabels = {
  readonly locale: string;
  readonly turn: (typeof fr)["turn"];
  /** Sentences for special cases. */
  readonly letPast: string;
  readonly cameBack: string;
  readonly withoutNetwork: string;
  readonly noNetwork: string;
  /** Shown while the line is suspended. */
  readonly suspended: string;
  readonly picture: string;
  readonly people: PluralForms;
  readonly withTeam: PluralForms;
  /** The start of the half-day, as a moment and as text; its end as text. */
  readonly start: { readonly at: Instant; readonly hour: string };
  readonly closing: string;
};

/** Parts rendered on the server; each state of the page shows those it needs. */
export type FollowParts = {
  readonly prepare: ReactNode;
  readonly paper: ReactNode;
  readonly leave: ReactNode;
  /** Missing without an SMS contract. */
  readonly sms?: ReactNode;
  readonly away: AwayFormTarget;
  readonly after: ReactNode;
};

/** Where the form « Je reviens » is posted, its idempotency key, and how it is sent where script runs. */
export type AwayFormTarget = {
  readonly action: string;
  readonly idempotencyKey: string;
  readonly send?: (event: FormEvent<HTMLFormElement>) => void;
};
