import { parsePhoneNumberFromString } from "libphonenumber-js/max";

/**
 * Whether an SMS can reach a number (E.164): of a mobile, as the plan of its country says. A number of which it does
 * not tell is a landline: somebody calls. All of 06 and 07 in mainland France are mobiles, also the ranges that the
 * library does not know yet: new ones are given out each year (Arcep, plan national de numérotation, decision
 * 2018-0881).
 */
export const telephoneKind = (phone: string): "mobile" | "landline" =>
  /^\+33[67]\d{8}$/u.test(phone) || parsePhoneNumberFromString(phone)?.getType() === "MOBILE" ? "mobile" : "landline";
