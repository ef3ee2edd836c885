/** The doors of the demo: addresses below the application's own, and the accounts that may sign in. */
export type Doors = {
  /** The permanence that is open now. */
  readonly permanence: string;
  readonly tablet: string;
  readonly screen: string;
  readonly door: string;
  readonly turn: string;
  readonly booking: string;
  readonly share: string;
  readonly calendar: string;
  readonly accounts: readonly string[];
};
