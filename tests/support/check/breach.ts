import type { House } from "./house.ts";

/** One place where the tree breaks a rule of the house: what is wrong there, and where it should go instead. */
export type Breach = {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly wrong: string;
  readonly instead: string;
};

/** What one check found, and the figures it saw (printed also when all is well, so that an empty check shows). */
export type Findings = { readonly breaches: readonly Breach[]; readonly seen: string };

/** Reads a tree and says what breaks its rules. It never changes anything. */
export type Check = (house: House) => Promise<Findings>;

/** A breach as one reads it in a terminal. */
export const printed = (breach: Breach): string =>
  `${breach.file}:${breach.line}  [${breach.rule}] ${breach.wrong}\n    → ${breach.instead}`;
