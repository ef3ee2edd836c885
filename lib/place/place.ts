/**
 * A place where half-days are held, with what the public may know. `latitude` and `longitude` in degrees, `phone` in
 * international form (+33…), `languages` as ISO 639 codes.
 */
export type Place = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly shortName: string;
  readonly address: string;
  readonly postalCode: string;
  readonly city: string;
  /** INSEE code of the commune; absent when it is not known. */
  readonly inseeCode?: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly timeZone: string;
  readonly languages: readonly string[];
  /** Whether a wheelchair can get in; undefined when it is not known. */
  readonly wheelchair?: boolean;
  /** How to get there by public transport, as the place describes it. */
  readonly transport?: string;
  readonly phone?: string;
  /** Minutes before an hour until which anybody may book it alone. */
  readonly bookingNotice: number;
  /** Percent of the bookable time of a half-day that is booked online without a proven contact. */
  readonly onlineShare: number;
};
