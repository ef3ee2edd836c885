import type { Fault } from "./typography.ts";

/**
 * In the texts of SMS, what the pages demand and one of which makes 160 letters of a segment 70
 * (docs/messages.md#segments). Letters with accents are written as they are: what GSM-7 lacks of them is changed at
 * composing (`toGsm7`).
 */
export const smsTypography: Fault = {
  rule: "sms-typography",
  pattern: /[\u2018\u2019\u201c-\u201f\u00a0\u202f\u2010-\u2015\u2026\u00ab\u00bb\u00b7]/u,
  wrong: "has a typographic sign, which costs a segment in an SMS",
  instead: "Write ' \" - ... and plain spaces: this catalogue has its own rules (docs/messages.md#segments).",
};
