import type { FormEvent, ReactNode } from "react";

/** What the server has put in place for the page of one number; each state shows what it needs. */
export type FollowParts = {
  readonly prepare: ReactNode;
  readonly paper: ReactNode;
  readonly leave: ReactNode;
  readonly away: AwayWay;
  readonly after: ReactNode;
};

/** Where « Je reviens » is sent, the key that makes two taps one, and how it is sent where script runs. */
export type AwayWay = {
  readonly action: string;
  readonly idempotencyKey: string;
  readonly send?: (event: FormEvent<HTMLFormElement>) => void;
};
