import { createHmac, randomUUID } from "node:crypto";
import { ask, type Attack, type Target } from "./attack.ts";

/** Numbers that one address takes, and how many at once. */
const NUMBERS = 300;
const AT_ONCE = 5;

const FIRST_GENERATION = 1;

/** The secret of a door that was never printed again, by the key of `startApp` (lib/server/secrets.ts). */
function doorOf(place: string): string {
  const id = Buffer.from(place.replaceAll("-", ""), "hex");
  const proof = createHmac("sha256", "a-secret-of-the-tests-only")
    .update(`door\0${place}\0${FIRST_GENERATION}`)
    .digest();
  return Buffer.concat([id, proof.subarray(0, 16)]).toString("base64url");
}

/** A half-day to come that takes people without an appointment, and gives numbers from now on. */
async function opened({ db }: Target): Promise<{ permanence: string; path: string }> {
  const { rows } = await db.query<{ id: string; place: string; slug: string }>(
    `SELECT p.id, l.id AS place, l.slug FROM permanence p JOIN place l ON l.id = p.place_id
     WHERE p.status = 'scheduled' AND p.starts_at > now() + interval '1 day' AND p.windows::text ~ 'walk-in|mixed' ORDER BY p.starts_at DESC LIMIT 1`,
  );
  const [found] = rows;
  if (!found) throw new Error("No half-day to come takes people without an appointment.");
  await db.query("UPDATE permanence SET numbers = 'given' WHERE id = $1", [found.id]);
  return { permanence: found.id, path: `/porte/${found.slug}/${doorOf(found.place)}/prendre` };
}

/** Takes 300 numbers of a half-day from one address, each as a phone that has none. */
export const floodAtTheDoor: Attack = {
  name: "300 numbers at a door from one address",
  async *send(target) {
    const { permanence, path } = await opened(target);
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    for (let taken = 0; taken < NUMBERS; taken += AT_ONCE)
      yield* await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          const body = new URLSearchParams({ permanence, key: randomUUID() }).toString();
          const status = await ask({ ...target, cookie: "" }, path, { method: "POST", headers, body });
          return { what: "a number at the door", status };
        }),
      );
  },
  /** Each got a number, and the tablet was told of each. */
  async after({ db }) {
    const { rows } = await db.query<{ given: number; told: number }>(
      "SELECT count(*)::int AS given, count(*) FILTER (WHERE to_verify)::int AS told FROM visit",
    );
    const { given = 0, told = 0 } = rows[0] ?? {};
    return given === NUMBERS && told === NUMBERS ? [] : [`of ${NUMBERS} numbers ${given} were given, ${told} told`];
  },
};
