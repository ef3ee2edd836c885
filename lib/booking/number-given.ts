import type { SmsOfNumber } from "#lib/message/sms-of-number.ts";

/**
 * A number that was given at the reception. `ref`: opens it again for whoever gave it; `secret`: of its page; `sms`:
 * what may be said of SMS, without a contract nothing; `language`: as it is noted.
 */
export type NumberGiven = {
  readonly ref: string;
  readonly number: number;
  readonly secret: string;
  readonly place: string;
  readonly language?: string;
  readonly sms?: SmsOfNumber;
};
