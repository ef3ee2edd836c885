/**
 * What may be said of SMS about a number. `offered`: whoever has it may ask for them; `told`: they did, at a telephone
 * of which the last two digits are shown, since a page may be read over a shoulder. `failed`: the last SMS did not
 * arrive.
 */
export type SmsOfNumber =
  | { readonly is: "offered" }
  | { readonly is: "told"; readonly ends: string; readonly failed?: true };
