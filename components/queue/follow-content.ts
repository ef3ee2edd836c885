import type fr from "#messages/fr.json";
import type { Instant } from "#lib/time/instant.ts";
import type { PluralForms } from "./browser-text.ts";
import type { FormEvent, ReactNode } from "react";

/** The sentences of the page, with their places open; they travel with the page, no catalogue does. */
export type FollowLabels = {
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

/** What the server has put in place for the page of one number; each state shows what it needs. */
export type FollowParts = {
  readonly prepare: ReactNode;
  readonly paper: ReactNode;
  readonly leave: ReactNode;
  readonly away: AwayFormTarget;
  readonly after: ReactNode;
};

/** Where « Je reviens » is sent, the key that makes two taps one, and how it is sent where script runs. */
export type AwayFormTarget = {
  readonly action: string;
  readonly idempotencyKey: string;
  readonly send?: (event: FormEvent<HTMLFormElement>) => void;
};
