import type { Result } from "#lib/result.ts";
import type { Point } from "./distance.ts";
import type { RegisterNumberRefusal } from "./register-number.ts";
import type { WeekHours } from "./opening-hours.ts";

/**
 * A place read from a file of the national schema, with the field names of the table `place`. A field that the file
 * does not give is null. Terms of the schema's vocabularies are kept as slugs (« Gratuit » is `gratuit`).
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

/** The closed vocabularies of the national schema that the product keeps. */
export type Vocabulary = "services" | "audiences" | "specialCare" | "support" | "fees" | "programmes";

/** Why opening hours cannot be kept as the hours of any week. */
export type HoursRefusal = "unreadable" | "not-every-week" | "at-night" | "no-hours" | "not-certain" | "never-open";

/** Why one field of a record is left out while the place is kept. */
export type DropReason =
  | RegisterNumberRefusal
  | HoursRefusal
  | "no-such-phone"
  | "no-such-date"
  | "unknown-term"
  | "retired-term";

type CorrectedField =
  | "name"
  | "address"
  | "city"
  | "postal-code"
  | "position"
  | "pivot"
  | "phone"
  | "hours"
  | "date"
  | "terms";

/** A field of a record that was rewritten (`to`) or left out (`dropped`). */
export type Correction =
  | { readonly field: CorrectedField; readonly from: string; readonly to: string }
  | { readonly field: CorrectedField; readonly from: string; readonly dropped: DropReason };

/** Something to report about a record although nothing in it was changed. */
export type Remark = "no-pivot" | "no-date" | "departments-differ";

/** Why a whole record is refused. */
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
  | "far-from-commune"
  | "not-for-the-public"
  | "too-long";

/** How a record was read: kept as written, kept with corrections, or refused. */
export type RecordOutcome =
  | { readonly outcome: "kept"; readonly place: NationalPlace; readonly remarks: readonly Remark[] }
  | {
      readonly outcome: "corrected";
      readonly place: NationalPlace;
      readonly corrections: readonly Correction[];
      readonly remarks: readonly Remark[];
    }
  | { readonly outcome: "refused"; readonly why: PlaceRefusal };

/**
 * The parsers that need a library and are given by the server layer: OpenStreetMap opening hours, telephone numbers (in
 * the country's numbering plan; the result is E.164), official names of communes and the middle of each. `phone`,
 * `city` and `centre` return undefined for what they do not know.
 */
export type PlaceParsers = {
  readonly hours: (written: string) => Result<WeekHours, HoursRefusal>;
  readonly phone: (written: string, country: string) => string | undefined;
  readonly city: (written: string, postalCode: string) => string | undefined;
  readonly centre: (written: string, postalCode: string) => Point | undefined;
};
