import { CODE_SECONDS } from "#lib/server/auth/options.ts";

const ERRORS = ["email", "code", "start", "wait", "guesses", "closed", "codes", "link", "busy", "unexpected"] as const;
type SignInError = (typeof ERRORS)[number];
type ErrorKey = Exclude<SignInError, "guesses"> | "waitWithCode" | "guessesSameCode" | "guessesNewCode";

export const isSignInError = (value: unknown): value is SignInError => (ERRORS as readonly unknown[]).includes(value);

/**
 * Which sentence says what went wrong (`auth.errors`). Who has asked for a code already (`asked`) may still use that
 * one, unless it ends before the minutes are over for which they have to wait.
 */
export function keyOfError(error: unknown, minutes: number, asked: boolean): ErrorKey | undefined {
  if (!isSignInError(error)) return undefined;
  if (error === "guesses") return asked && minutes * 60 < CODE_SECONDS ? "guessesSameCode" : "guessesNewCode";
  return error === "wait" && asked ? "waitWithCode" : error;
}
