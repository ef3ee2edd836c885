/** What follows from a postal code. `country`: ISO 3166 code of the telephone numbering plan. */
export type Territory = {
  readonly department: string;
  readonly timeZone: string;
  /** Which public holidays apply: the number of a department, or the ISO 3166 code of an overseas territory. */
  readonly holidayRegion: string;
  readonly country: string;
};

/** A rectangle on the map, in degrees. */
export type Bounds = { readonly south: number; readonly north: number; readonly west: number; readonly east: number };

type Overseas = {
  readonly code: string;
  readonly timeZone: string;
  readonly holidayRegion: string;
  readonly country: string;
  readonly bounds: Bounds;
};

/**
 * The overseas territories by the first digits of their postal codes. Saint-Barthélemy and Saint-Martin come first:
 * they were communes of Guadeloupe and kept postal codes that begin with 971.
 */
const OVERSEAS: readonly Overseas[] = [
  {
    code: "97133",
    timeZone: "America/St_Barthelemy",
    holidayRegion: "BL",
    country: "BL",
    bounds: { south: 17.8, north: 18, west: -63, east: -62.7 },
  },
  {
    code: "97150",
    timeZone: "America/Marigot",
    holidayRegion: "MF",
    country: "MF",
    bounds: { south: 18, north: 18.2, west: -63.2, east: -62.9 },
  },
  {
    code: "971",
    timeZone: "America/Guadeloupe",
    holidayRegion: "GP",
    country: "GP",
    bounds: { south: 15.8, north: 16.6, west: -61.9, east: -60.9 },
  },
  {
    code: "972",
    timeZone: "America/Martinique",
    holidayRegion: "MQ",
    country: "MQ",
    bounds: { south: 14.3, north: 15, west: -61.3, east: -60.7 },
  },
  {
    code: "973",
    timeZone: "America/Cayenne",
    holidayRegion: "GF",
    country: "GF",
    bounds: { south: 2, north: 6, west: -54.7, east: -51.5 },
  },
  {
    code: "974",
    timeZone: "Indian/Reunion",
    holidayRegion: "RE",
    country: "RE",
    bounds: { south: -21.5, north: -20.8, west: 55.1, east: 55.9 },
  },
  {
    code: "975",
    timeZone: "America/Miquelon",
    holidayRegion: "975",
    country: "PM",
    bounds: { south: 46.7, north: 47.2, west: -56.6, east: -56 },
  },
  {
    code: "976",
    timeZone: "Indian/Mayotte",
    holidayRegion: "YT",
    country: "YT",
    bounds: { south: -13.1, north: -12.5, west: 44.9, east: 45.4 },
  },
];

const MAINLAND: Bounds = { south: 41.2, north: 51.2, west: -5.4, east: 9.7 };

/**
 * The territory of a postal code of five digits. `insee`: the department by INSEE code, if known; on the mainland it
 * wins over the postal code, since a few communes have the postal code of a neighbouring department. Undefined outside
 * the departments (army post, Monaco, Pacific territories), whose holidays and time zones the product does not know.
 */
export function territoryOf(postalCode: string, insee?: string): Territory | undefined {
  const overseas = OVERSEAS.find(({ code }) => postalCode.startsWith(code));
  if (overseas)
    return {
      department: overseas.code.slice(0, 3),
      timeZone: overseas.timeZone,
      holidayRegion: overseas.holidayRegion,
      country: overseas.country,
    };
  const post = departmentOf(postalCode);
  if (post === undefined) return undefined;
  const department = insee === undefined || insee.startsWith("97") ? post : insee;
  return { department, timeZone: "Europe/Paris", holidayRegion: department, country: "FR" };
}

/**
 * The department of an INSEE commune code: its first two characters, or three overseas. Undefined for an invalid code.
 */
export function departmentOfInsee(code: string): string | undefined {
  if (!/^(?:\d{2}|2[AB])\d{3}$/u.test(code)) return undefined;
  return /^97[1-8]/u.test(code) ? code.slice(0, 3) : /^(?:0[1-9]|[1-8]\d|2[AB]|9[0-5])/u.exec(code)?.[0];
}

/** The rectangle in which a place with that postal code lies. */
export const boundsOf = (postalCode: string): Bounds =>
  OVERSEAS.find(({ code }) => postalCode.startsWith(code))?.bounds ?? MAINLAND;

function departmentOf(postalCode: string): string | undefined {
  const digits = /^(?:0[1-9]|[1-8]\d|9[0-5])(?=\d{3}$)/u.exec(postalCode)?.[0];
  if (digits !== "20") return digits;
  return /^20[01]/u.test(postalCode) ? "2A" : "2B";
}
