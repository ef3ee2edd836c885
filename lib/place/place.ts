/** Where it happens, as the public may know it. `phone` in international form (+33…), `languages` as ISO 639 codes. */
export type Place = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly shortName: string;
  readonly address: string;
  readonly postalCode: string;
  readonly city: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly timeZone: string;
  readonly languages: readonly string[];
  /** Undefined when nobody has said. */
  readonly wheelchair?: boolean;
  /** How to come by bus or tram, in the words of the place. */
  readonly transport?: string;
  readonly phone?: string;
};
