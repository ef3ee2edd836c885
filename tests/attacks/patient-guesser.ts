import { createHash, randomBytes } from "node:crypto";
import { WRONG_CODES_OF_DAY } from "#lib/access/wrong-codes.ts";
import { ask, type Answer, type Attack, type Target } from "./attack.ts";

/** Codes that are asked for, each in a browser of its own, and guesses of each: all within the limit of an address. */
const BROWSERS = 18;
const GUESSES = 5;

const FORM = { "content-type": "application/x-www-form-urlencoded" };

/** The e-mail address of an administrator. Nobody else is asked for. */
async function victimOf({ db }: Target): Promise<string> {
  const { rows } = await db.query<{ email: string }>(
    "SELECT u.email FROM user_account u JOIN membership m ON m.user_id = u.id WHERE m.role = 'administrator' ORDER BY u.id LIMIT 1",
  );
  return rows[0]?.email ?? "";
}

/** A browser for which a code was asked, as the form of the e-mail address keeps it; no guess meets this code. */
async function asked({ db }: Target, email: string): Promise<string> {
  const browser = randomBytes(16).toString("base64url");
  await db.query(
    `INSERT INTO sign_in_code (browser, user_id, code, expires_at)
     SELECT $1, id, $2, now() + interval '10 minutes' FROM user_account WHERE email = $3`,
    [createHash("sha256").update(browser).digest("base64url"), "0".repeat(64), email],
  );
  return `sign-in=${Buffer.from(JSON.stringify({ email, browser })).toString("base64url")}`;
}

/** Guesses the code of one account again and again, each time in a new browser, also with an invented recovery code. */
export const patientGuesser: Attack = {
  name: "a patient guesser of sign-in codes",
  async *send(target) {
    const email = await victimOf(target);
    for (let browser = 0; browser < BROWSERS; browser += 1) {
      const cookie = await asked(target, email);
      const guess = async (guessed: number): Promise<Answer> => {
        const body = new URLSearchParams({
          code: String(guessed).padStart(6, "0"),
          ...(browser % 3 === 2 && { secours: "123456789012" }),
        }).toString();
        const init = { method: "POST", headers: FORM, body };
        return { what: "a guess", status: await ask({ ...target, cookie }, "/connexion/code", init) };
      };
      yield* await Promise.all(Array.from({ length: GUESSES }, (_, index) => guess(index)));
    }
  },
  /** Few of the guesses were looked at, and none of those with a recovery code that is none. */
  async after({ db }) {
    const { rows } = await db.query<{ codes: number; tries: number }>(
      `SELECT count(*)::int AS codes, coalesce(sum(tries), 0)::int AS tries FROM sign_in_code WHERE code = repeat('0', 64)`,
    );
    const { codes = 0, tries = 0 } = rows[0] ?? {};
    return [
      ...(codes === BROWSERS ? [] : [`${codes} codes were kept instead of ${BROWSERS}`]),
      ...(tries === WRONG_CODES_OF_DAY ? [] : [`${tries} guesses were looked at instead of ${WRONG_CODES_OF_DAY}`]),
    ];
  },
};
