import { refuse, type Result } from "#lib/result.ts";
import { sharedAddressOf } from "#lib/server/edge/hashed-address.ts";
import { sharedHash } from "#lib/server/secrets.ts";
import { consume, giveBack, secondsUntilFree, type LimitName, type TooOften } from "#lib/server/edge/rate-limit.ts";
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
 * Refused because so many wrong codes were typed for this e-mail address today. `seconds` until a code is looked at
 * again in a browser that is not known.
 */
export type ClosedToday = { readonly ok: false; readonly refusal: "closed-today"; readonly seconds: number };

/**
 * Who types a code. `recovery`: looks at the recovery code that was typed with it, true when it is one of this account;
 * undefined when none was typed.
 */
type Typing = {
  readonly email: string;
  readonly headers: Pick<Headers, "get">;
  readonly recovery?: (() => Promise<boolean>) | undefined;
};

/**
 * Looks at a typed code, and counts a wrong one against the network address and, for a day, the e-mail address, whether
 * that has an account or not (docs/decisions/signing-in.md). Over a limit the code is not looked at and stays good.
 * With a recovery code of the account the day has a count of its own; a wrong one is a wrong code. A browser in which
 * this e-mail address has signed in before is neither counted nor refused. `last`: done after the wrong code with which
 * the day is over.
 */
export async function countWrongCode<Looked extends { readonly ok: boolean }>(
  { email, headers, recovery }: Typing,
  look: () => Promise<Looked>,
  last: () => Promise<unknown>,
): Promise<Looked | TooOften | ClosedToday | Result<never, "wrong-code">> {
  if (knownBrowserOf(headers, email) !== undefined) return look();
  return lookCounted("wrong-codes-from-address", sharedAddressOf(headers), async () => {
    if (recovery && !(await recovery())) return refuse("wrong-code");
    const looked = await lookCounted(
      recovery ? "wrong-codes-with-recovery-code" : "wrong-codes-of-day",
      who(email),
      look,
    );
    if (isTooOften(looked)) return { ok: false, refusal: "closed-today", seconds: looked.seconds };
    if (!looked.ok && !recovery && (await secondsClosedToday({ email, headers })) !== undefined) await last();
    return looked;
  });
}

/**
 * The seconds until a code for this e-mail address is looked at again without a recovery code in this browser;
 * undefined when it is now.
 */
export const secondsClosedToday = ({ email, headers }: Omit<Typing, "recovery">): Promise<number | undefined> =>
  knownBrowserOf(headers, email) === undefined
    ? secondsUntilFree("wrong-codes-of-day", who(email))
    : Promise.resolve(undefined);

/** However its letters are written, as accounts are looked up. */
const who = (email: string): string => sharedHash("email", email.toLowerCase());

/** Tries a sign-in link. A wrong one is counted against the network address alone, in every browser. */
export const countWrongLink = <Looked extends { readonly ok: boolean }>(
  headers: Pick<Headers, "get">,
  look: () => Promise<Looked>,
): Promise<Looked | TooOften> => lookCounted("wrong-codes-from-address", sharedAddressOf(headers), look);

/**
 * Looks at something that is guessed, and counts a wrong guess of `counted`. It is counted before `look`, so that
 * guesses sent at once are counted too, and given back when right, when another limit did not let it be looked at, or
 * when `look` throws. Over the limit it is not looked at.
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
    isWrong = !looked.ok && !("seconds" in looked);
    return looked;
  } finally {
    if (!isWrong) await giveBack(counted, who);
  }
}

const isTooOften = (looked: object): looked is TooOften =>
  "refusal" in looked && looked.refusal === "too-many-requests";

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
