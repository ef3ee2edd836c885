import { accept, refuse, type Result } from "#lib/result.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { typedFactorCode } from "#lib/wire/access/sign-in.ts";
import { clock } from "#lib/server/clock.ts";
import { transaction, type Tx } from "#lib/server/db.ts";
import { sharedHash } from "#lib/server/secrets.ts";
import type { TooOften } from "#lib/server/edge/rate-limit.ts";
import { unseal } from "#lib/server/sealed.ts";
import { lookCounted } from "#lib/server/auth/count-code.ts";
import { proofOfRecoveryCode } from "./recovery-codes.ts";
import { SEALED_FOR, sealedSecret } from "./sealed-secret.ts";
import { stepOf } from "./totp.ts";

/** By what a second factor was given: a code of the authenticator, or a recovery code. */
export type GivenBy = "authenticator" | "recovery-code";

/** The machine's clock: authenticators follow it, and outside production it may differ from ours. */
export const machineTime = (): Instant => instant(clock.now() - clock.offset());

/**
 * Looks at a typed code of the second factor of this account, uses it up when it is right, and then does `act` in the
 * same transaction. Wrong ones are counted for the account, ten in an hour: over the limit no code is looked at, and a
 * good one stays good.
 */
export async function withCode<Done>(
  account: string,
  typed: string,
  act: (tx: Tx, by: GivenBy) => Promise<Done>,
): Promise<Result<Done, "wrong-code"> | TooOften> {
  const code = typedFactorCode.safeParse(typed);
  // What has not the form of a code is no guess.
  if (!code.success) return refuse("wrong-code");
  return lookCounted("second-factor-tries", sharedHash("actor", account), () =>
    transaction(async (tx) => {
      const by = await useUp(tx, account, code.data);
      return by === undefined ? refuse("wrong-code") : accept(await act(tx, by));
    }, "service"),
  );
}

async function useUp(tx: Tx, account: string, digits: string): Promise<GivenBy | undefined> {
  if (digits.length === 12) {
    const used = await tx.recoveryCode.deleteMany({
      where: { userId: account, proof: proofOfRecoveryCode(account, digits) },
    });
    return used.count === 1 ? "recovery-code" : undefined;
  }
  const row = await tx.secondFactor.findUnique({ where: { userId: account }, select: { secret: true } });
  const kept = row && sealedSecret.safeParse(unseal(SEALED_FOR, row.secret, clock.now())).data;
  const step = kept?.account === account ? stepOf(kept.letters, digits, machineTime()) : undefined;
  if (step === undefined) return undefined;
  // The statement that uses a step up also asks whether it was used, so that of two requests at once one passes (RFC
  // 6238, 5.2).
  const used = await tx.secondFactor.updateMany({
    where: { userId: account, lastStep: { lt: step } },
    data: { lastStep: step },
  });
  return used.count === 1 ? "authenticator" : undefined;
}
