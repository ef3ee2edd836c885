import { parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js";
import type { PlaceReaders } from "../../place/national-place.ts";
import { communeNamed } from "./import-communes.ts";
import { hoursOf } from "./import-hours.ts";

/** What the libraries know of hours, telephone numbers and communes. */
export const importReaders: PlaceReaders = {
  hours: hoursOf,
  phone: (written, country) => {
    const number = parsePhoneNumberFromString(written, country as CountryCode);
    return number?.isValid() ? number.number : undefined;
  },
  city: communeNamed,
};
