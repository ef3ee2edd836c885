import type { SourceTree } from "./tree.ts";

/** One place where the tree breaks a rule: what is wrong there, and what to do instead. */
export type Breach = {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly wrong: string;
  readonly instead: string;
};

/**
 * What one check found, and how much it looked at. `seen` is printed also without a breach, so that a check that saw
 * nothing is noticed.
 */
export type Findings = {
  readonly breaches: readonly Breach[];
  readonly seen: string;
  /** The check could not be made, which is printed as such: it is neither a breach nor a passed check. */
  readonly notChecked?: boolean;
};

/** Returns the breaches of its rules in a tree. It changes nothing. */
export type Check = (tree: SourceTree) => Promise<Findings>;

/** A breach as text for a terminal: file, line, rule, and what to do. */
export const printed = (breach: Breach): string =>
  `${breach.file}:${breach.line}  [${breach.rule}] ${breach.wrong}\n    → ${breach.instead}`;
