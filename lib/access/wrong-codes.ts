/**
 * Wrong sign-in codes that are looked at for one e-mail address in a day, from browsers in which it has not signed in
 * before (docs/decisions/signing-in.md). Two codes may be typed wrong to the end. Of a million codes a guesser meets
 * the right one in a year once in 274, and its owner is told each day; at 150 an hour it was three times in four.
 */
export const WRONG_CODES_OF_DAY = 10;

/**
 * The same of whoever also types a recovery code of that account, counted apart so that strangers cannot use it up. Who
 * found the printed codes guesses no faster than anybody.
 */
export const WRONG_CODES_WITH_RECOVERY_CODE = 10;
