import { parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js";
import type { PlaceParsers } from "#lib/place/national-place.ts";
import { centreOf } from "./centre-of-commune.ts";
import { findCommune } from "./find-commune.ts";
import { parseOpeningHours } from "./parse-opening-hours.ts";

/** The parsers that need a library: opening hours, telephone numbers, names and centres of communes. */
export const importParsers: PlaceParsers = {
  hours: parseOpeningHours,
  phone: (written, country) => {
    const number = parsePhoneNumberFromString(written, country as CountryCode);
    return number?.isValid() ? number.number : undefined;
  },
  city: (written, postalCode) => findCommune(written, postalCode)?.name,
  centre: (written, postalCode) => centreOf(findCommune(written, postalCode)?.code),
};
