import { sharedAddressOf } from "../edge/hashed-address.ts";
import { sharedHash } from "../secrets.ts";
import { consume, giveBack, secondsUntilFree, type LimitName, type TooOften } from "../edge/rate-limit.ts";
import { knownBrowserOf } from "./known-browser.ts";

/**
 * Who asks for a code: the browser of the sign-in, and its request. `email`: in small letters, with or without an
 * account. `again`: this browser's last code was asked for the same address.
 */
type Asking = {
  readonly email: string;
  readonly browser: string;
  readonly headers: Pick<Headers, "get">;
  readonly again: boolean;
};

/**
 * Whether a code may be sent. `just-sent`: this browser asked for this address less than half a minute ago and
 * for no other since; nothing is sent or counted.
 * `wait`: the whole seconds until the next one may be.
 */
type CodeDecision = { readonly outcome: "send" | "just-sent" } | { readonly outcome: "wait"; readonly seconds: number };

/**
 * Counts that a code is asked for (docs/decisions/signing-in.md), in the same way whether the address has an account or
 * not. What is refused by one limit is counted by none. A browser in which this address has signed in before has limits
 * of its own, which nobody else can use up.
 */
export async function countCode({ email, browser, headers, again }: Asking): Promise<CodeDecision> {
  const here = sharedHash("email-in", `${email}\0${browser}`);
  const limits = limitsOf(email, headers);
  const seconds = await firstRefusal(limits);
  if (seconds !== undefined) return { outcome: "wait", seconds };
  // Last, since a refusal here is remembered for half a minute and would hide that nothing was sent.
  if ((await consume("code-just-sent", here)) === undefined || !again) return { outcome: "send" };
  await giveBackAll(limits);
  return { outcome: "just-sent" };
}

/** Counts a code that is really sent, against the network address from which it was asked. */
export const countSentCode = ({ email, headers }: Pick<Asking, "email" | "headers">): Promise<unknown> =>
  knownBrowserOf(headers, email) === undefined
    ? consume("codes-from-address", sharedAddressOf(headers))
    : Promise.resolve();

/**
 * Looks at a typed code, and counts a wrong one against the network address, whether the e-mail address has an account
 * or not (docs/decisions/signing-in.md). It is counted before `look`, so that guesses sent at once are counted too, and
 * given back when right, or when `look` throws. Over the limit the code is not looked at and stays good. A browser in
 * which this e-mail address has signed in before is neither counted nor refused. A sign-in link is tried without
 * `email`: it is counted in every browser.
 */
export async function countWrongCode<Looked extends { readonly ok: boolean }>(
  { email, headers }: { readonly email?: string; readonly headers: Pick<Headers, "get"> },
  look: () => Promise<Looked>,
): Promise<Looked | TooOften> {
  if (email !== undefined && knownBrowserOf(headers, email) !== undefined) return look();
  return lookCounted("wrong-codes-from-address", sharedAddressOf(headers), look);
}

/**
 * Looks at something that is guessed, and counts a wrong guess of `who`. It is counted before `look`, so that guesses
 * sent at once are counted too, and given back when right, or when `look` throws. Over the limit it is not looked at.
 */
export async function lookCounted<Looked extends { readonly ok: boolean }>(
  counted: LimitName,
  who: string,
  look: () => Promise<Looked>,
): Promise<Looked | TooOften> {
  const seconds = await consume(counted, who);
  if (seconds !== undefined) return { ok: false, refusal: "too-many-requests", seconds };
  let isWrong = false;
  try {
    const looked = await look();
    isWrong = !looked.ok;
    return looked;
  } finally {
    if (!isWrong) await giveBack(counted, who);
  }
}

type Limit = { readonly counted: LimitName; readonly who: string; readonly looksOnly?: true };

function limitsOf(email: string, headers: Pick<Headers, "get">): readonly Limit[] {
  const known = knownBrowserOf(headers, email);
  if (known !== undefined)
    return [{ counted: "codes-in-known-browser", who: sharedHash("email-in", `${email}\0${known}`) }];
  const address = sharedAddressOf(headers);
  return [
    { counted: "codes-from-address", who: address, looksOnly: true },
    { counted: "codes-for-email-from-address", who: sharedHash("email-from", `${email}\0${address}`) },
    { counted: "codes-for-email", who: sharedHash("email", email) },
  ];
}

/**
 * The seconds of the first limit that refuses, with what was counted before it given back; undefined when none does.
 */
async function firstRefusal(limits: readonly Limit[]): Promise<number | undefined> {
  const counted: Limit[] = [];
  for (const limit of limits) {
    const count = limit.looksOnly ? secondsUntilFree : consume;
    const seconds = await count(limit.counted, limit.who);
    if (seconds !== undefined) {
      await giveBackAll(counted);
      return seconds;
    }
    counted.push(limit);
  }
  return undefined;
}

async function giveBackAll(limits: readonly Limit[]): Promise<void> {
  for (const { counted, who, looksOnly } of limits) if (!looksOnly) await giveBack(counted, who);
}
