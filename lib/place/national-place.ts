import type { Result } from "../result.ts";
import type { RegisterNumberRefusal } from "./register-number.ts";
import type { WeekHours } from "./opening-hours.ts";

/**
 * A place as a national file tells it, in the words of the product. Null is what the file does not say, as in the column
 * it fills. Words of the schema's lists are their slugs (« Gratuit » is gratuit).
 */
export type NationalPlace = {
  readonly nationalId: string;
  readonly name: string;
  readonly shortName: string;
  readonly address: string;
  readonly city: string;
  readonly postalCode: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly timeZone: string;
  readonly holidayRegion: string;
  readonly phone: string | null;
  readonly languages: readonly string[];
  readonly openingHours: string | null;
  readonly pivot: string | null;
  readonly source: string | null;
  /** YYYY-MM-DD. */
  readonly sourceDate: string | null;
} & Readonly<Record<Vocabulary, readonly string[]>>;

/** The lists of words that the schema closes and the product keeps. */
export type Vocabulary = "services" | "audiences" | "specialCare" | "support" | "fees" | "programmes";

/** Why hours cannot be said of every week. */
export type HoursRefusal = "unreadable" | "not-every-week" | "at-night" | "not-certain" | "never-open";

/** Why a part of a record is left out while the place is kept. */
export type DropReason =
  RegisterNumberRefusal | HoursRefusal | "no-such-phone" | "no-such-date" | "unknown-term" | "retired-term";

export type CorrectedField =
  "name" | "address" | "city" | "postal-code" | "position" | "pivot" | "phone" | "hours" | "date" | "terms";

/** Something of a record that was written otherwise, or left out. */
export type Correction =
  | { readonly field: CorrectedField; readonly from: string; readonly to: string }
  | { readonly field: CorrectedField; readonly from: string; readonly dropped: DropReason };

/** What is worth knowing though nothing was changed. */
export type Remark = "no-pivot" | "no-date" | "departments-differ";

/** Why no place can be made of a record. */
export type PlaceRefusal =
  | "not-a-record"
  | "no-id"
  | "no-name"
  | "name-is-an-address"
  | "no-city"
  | "no-address"
  | "no-postal-code"
  | "outside-the-departments"
  | "no-position"
  | "position-elsewhere"
  | "not-for-the-public"
  | "too-long";

/** What became of one record. */
export type RecordOutcome =
  | { readonly outcome: "kept"; readonly place: NationalPlace; readonly remarks: readonly Remark[] }
  | {
      readonly outcome: "corrected";
      readonly place: NationalPlace;
      readonly corrections: readonly Correction[];
      readonly remarks: readonly Remark[];
    }
  | { readonly outcome: "refused"; readonly why: PlaceRefusal };

/** What only libraries know: the syntax of OSM's hours, the telephone plans, the names of the communes. They answer undefined for what they do not know. */
export type PlaceParsers = {
  readonly hours: (written: string) => Result<WeekHours, HoursRefusal>;
  readonly phone: (written: string, country: string) => string | undefined;
  readonly city: (written: string, postalCode: string) => string | undefined;
};
