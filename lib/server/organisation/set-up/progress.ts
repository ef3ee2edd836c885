import type { StaffRole } from "#lib/access/actor.ts";
import type { SetupFile } from "#lib/wire/organisation/setup-file.ts";
import type { SetupProblem } from "#lib/wire/setup-fields.ts";

/**
 * What a set-up writes: the organisation, its topics, places typed by hand, weekly half-days, partners and accounts.
 */
type SetUpKind = "organisation" | "topics" | "place" | "weekly" | "partner" | "account";

/**
 * What became of one thing of the file. `name`: as people say it. `notes`: what else is to be known of it, as codes
 * with counts.
 */
export type SetUpStep = {
  readonly kind: SetUpKind;
  readonly name: string;
  readonly did: "made" | "changed" | "unchanged";
  /** Of a weekly half-day; hours are minutes of the day. */
  readonly series?: { readonly weekday: number; readonly from: number; readonly to: number };
  /** Of an account. */
  readonly role?: StaffRole;
  readonly notes?: readonly SetUpNote[];
};

/**
 * `dates-written`: half-days of a weekly series; `dates-changed`: half-days to come that took its new desks or windows;
 * `dates-kept`: those with an appointment, a line or a change of their own, left as they are; `in-the-way`: dates not
 * written because of another half-day. `also-coordinator`: nobody else could plan. `role-ended`, `share-revoked`: ended
 * here by hand, left so.
 */
export type SetUpNote =
  | { readonly note: "dates-written" | "dates-changed" | "dates-kept" | "in-the-way"; readonly count: number }
  | { readonly note: "also-coordinator" | "role-ended" | "share-revoked" };

/** Thrown inside the transaction of a set-up, so that nothing of it stays. */
export class SetupRefused extends Error {
  readonly problems: readonly SetupProblem[];
  constructor(problems: readonly SetupProblem[]) {
    super("set-up refused");
    this.problems = problems;
  }
}

/** One item of a list of the file, and its path. */
export type ItemWithPath<Item> = { readonly path: string; readonly item: Item };

/** The items of a list of the file with their paths: `weekly.0`. */
export const numbered = <List extends "places" | "weekly" | "partners" | "people">(
  file: SetupFile,
  list: List,
): readonly ItemWithPath<SetupFile[List][number]>[] =>
  (file[list] as readonly SetupFile[List][number][]).map((item, index) => ({ path: `${list}.${index}`, item }));

/**
 * The columns of `wanted` that differ from the row; undefined in `wanted` means that the file does not name it. Lists
 * are compared in order.
 */
export function changesOf<Wanted extends object>(row: object, wanted: Wanted): Partial<Wanted> {
  const current = row as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(wanted).filter(
      ([column, value]) => value !== undefined && JSON.stringify(current[column] ?? null) !== JSON.stringify(value),
    ),
  ) as Partial<Wanted>;
}

/** Whether anything is to be written. */
export const isEmpty = (changes: object): boolean => Object.keys(changes).length === 0;
