import { parsePhoneNumberFromString } from "libphonenumber-js/max";

/**
 * Whether an SMS can reach a number (E.164): of a mobile, as the plan of its country says. A number of which it does not tell is a landline:
 * somebody calls.
 */
export const telephoneKind = (phone: string): "mobile" | "landline" =>
  parsePhoneNumberFromString(phone)?.getType() === "MOBILE" ? "mobile" : "landline";
