import { createHash, randomBytes } from "node:crypto";
import { accept, refuse, type Result } from "#lib/result.ts";
import { clock } from "#lib/server/clock.ts";
import { db, transaction, type Queryable } from "#lib/server/db.ts";
import { env } from "#lib/server/env.ts";
import { accountOfEmail } from "./account-of-email.ts";
import { signIn, type SignedIn } from "./login.ts";
import { appendJournalOfAccount } from "./journal-of-account.ts";
import { takeFactorAway } from "./second-factor/reset-factor.ts";
import { emailOfCode, keepCode } from "./sign-in-code.ts";

/** Minutes for which a sign-in link may be used, once (docs/api.md#sign-in). */
export const LINK_MINUTES = 15;

/** Whoever runs a command has no account here: they work on the machine itself. */
const MACHINE = { kind: "anonymous" } as const;

/**
 * Makes an address that signs in to this account once, within 15 minutes, for whoever cannot be sent a code. It stands
 * for a browser and its code (`issueCode`): the database keeps hashes of both. `withoutFactor`: the account’s second
 * factor is taken away too, and its logins end. Noted in the journal of each organisation of the account. Refused:
 * `not-found` when no account with a role has this e-mail address.
 */
export async function makeSignInLink(
  email: string,
  { withoutFactor = false }: { readonly withoutFactor?: boolean } = {},
): Promise<Result<string, "not-found">> {
  const account = await accountOfEmail(db, email);
  if (account === undefined) return refuse("not-found");
  return transaction(async (tx) => {
    const noted = await appendJournalOfAccount(tx, MACHINE, { act: "sign-in-link-made", account }, clock.now());
    if (noted === 0) return refuse("not-found");
    if (withoutFactor) await takeFactorAway(tx, MACHINE, account);
    return accept(`${env.APP_URL}/connexion/lien/${await keepLink(tx, email)}`);
  }, "service");
}

/** Keeps a link for this account, by hashes, and answers its secret (`signInByLink`). */
export async function keepLink(tx: Queryable, email: string): Promise<string> {
  const secret = randomBytes(32).toString("base64url");
  await keepCode(tx, { email, ...partsOf(secret), minutes: LINK_MINUTES });
  return secret;
}

/**
 * Signs in with the secret of such an address and uses it up. `before` and `headers`: as of `signIn`.
 */
export async function signInByLink(
  secret: string,
  before?: string,
  headers?: Pick<Headers, "get">,
): Promise<Result<SignedIn & { readonly email: string }, "wrong-code">> {
  if (!SECRET.test(secret)) return refuse("wrong-code");
  const { browser, code } = partsOf(secret);
  const email = await emailOfCode(browser);
  if (email === undefined) return refuse("wrong-code");
  const signed = await signIn(email, code, browser, before, headers);
  return signed.ok ? accept({ ...signed.value, email }) : signed;
}

/** What `makeSignInLink` writes into an address: 32 bytes. */
const SECRET = /^[\w-]{43}$/;

/**
 * The browser and the six digits that a secret stands for: its first 22 characters, 132 bits, and digits made of the
 * others. With the prefix a link is never looked up as the browser of a form, nor the other way round (`pendingOf`): a
 * code sent by mail cannot be tried here.
 */
function partsOf(secret: string): { readonly browser: string; readonly code: string } {
  const digits = createHash("sha256").update(secret.slice(22)).digest().readUInt32BE() % 1_000_000;
  return { browser: `link:${secret.slice(0, 22)}`, code: String(digits).padStart(6, "0") };
}
