import { accept, type Result } from "#lib/result.ts";
import { countWrongCode, type ClosedToday } from "./count-code.ts";
import { actorOfCookie, signIn, tokenIn, type SignedIn } from "./login.ts";
import { halfLoginOfToken } from "./second-factor/half-login.ts";
import { giveFactor } from "./second-factor/own-factor.ts";
import { isRecoveryCodeOf } from "./second-factor/recovery-codes.ts";
import { tellWrongCodes } from "./wrong-codes-mail.ts";
import type { TooOften } from "#lib/server/edge/rate-limit.ts";

/** What was typed, and in which browser; `before` and `headers`: as of `signIn`. */
type Typed = {
  readonly email: string;
  readonly code: string;
  /** Twelve digits, where they were typed too. */
  readonly recoveryCode?: string | undefined;
  readonly browser: string;
  readonly before?: string | undefined;
  readonly headers: Pick<Headers, "get">;
};

/**
 * Signs in with the code of a mail, which is counted when it is wrong (`countWrongCode`). Once too many were wrong that
 * day, it is looked at with a recovery code of the account alone. That one is used up with it, and is then the second
 * factor of this login. With the last wrong code of the day the owner of the account is told.
 */
export async function signInByCode({
  email,
  code,
  recoveryCode,
  browser,
  before,
  headers,
}: Typed): Promise<Result<SignedIn, "wrong-code"> | TooOften | ClosedToday> {
  const recovery = recoveryCode === undefined ? undefined : () => isRecoveryCodeOf(email, recoveryCode);
  const signed = await countWrongCode(
    { email, headers, recovery },
    () => signIn(email, code, browser, before, headers),
    () => tellWrongCodes(email),
  );
  if (!signed.ok || signed.value.actor || recoveryCode === undefined) return signed;
  const half = await halfLoginOfToken(tokenIn(signed.value.cookie) ?? "");
  const given = half && (await giveFactor(half, recoveryCode));
  if (!given?.ok) return signed;
  const { cookie } = given.value;
  return accept({ cookie, actor: await actorOfCookie(cookie) });
}
