import type { getTranslations } from "next-intl/server";
import { CODE_SECONDS } from "#lib/server/auth/options.ts";

const ERRORS = ["email", "code", "start", "wait", "guesses", "busy", "unexpected"] as const;
const isSignInError = (value: unknown): value is (typeof ERRORS)[number] =>
  (ERRORS as readonly unknown[]).includes(value);

type Texts = Awaited<ReturnType<typeof getTranslations<"auth">>>;

/** What went wrong, in a sentence. Who has asked for a code already may still use that one, unless it ends before the wait does. */
export function sentenceOf(t: Texts, error: unknown, minutes: number, asked: boolean): string | undefined {
  if (!isSignInError(error)) return undefined;
  if (error === "guesses") {
    const mayStillWork = asked && minutes * 60 < CODE_SECONDS;
    return t(mayStillWork ? "errors.guessesSameCode" : "errors.guessesNewCode", { minutes });
  }
  if (error !== "wait") return t(`errors.${error}`);
  return asked ? t("errors.waitWithCode", { minutes }) : t("errors.wait", { minutes });
}
