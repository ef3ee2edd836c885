import type { Point } from "#lib/place/distance.ts";
import type { PlaceParsers } from "#lib/place/national-place.ts";
import { parseWeek } from "#lib/place/opening-hours.ts";
import { slugOf } from "#lib/place/slug.ts";
import { accept, refuse } from "#lib/result.ts";

const COMMUNES: Readonly<Record<string, string>> = { "67600 selestat": "Sélestat", "88000 epinal": "Épinal" };

const CENTRES: Readonly<Record<string, Point>> = { rennes: { latitude: 48.1119, longitude: -1.6819 } };

/**
 * Parsers without libraries: canonical opening hours, French telephone numbers, two communes, the centre of Rennes. The
 * real ones are tested in tests/server/place.
 */
export const stubParsers: PlaceParsers = {
  hours: (written) => {
    const week = parseWeek(written);
    return week ? accept(week) : refuse("unreadable");
  },
  phone: (written) => (/^\+33[1-9]\d{8}$/.test(written) ? written : undefined),
  centre: (written) => CENTRES[slugOf(written)],
  city: (written, postalCode) => COMMUNES[`${postalCode} ${slugOf(written)}`],
};
