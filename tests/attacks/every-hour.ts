import { randomInt, randomUUID } from "node:crypto";
import { ask, PLANTED, type Answer, type Attack, type Target } from "./attack.ts";

/** Half-days that are attacked at most, and the lanes that each gets, of an hour for appointments. */
const HALF_DAYS = 30;
const LANES = 3;
const STARTS = [0, 15, 30, 45];
const MINUTE = 60_000;

const WHERE = "status = 'scheduled' AND starts_at > now() AND bookable_lanes > 0";

/** Asks as whoever has not signed in; nobody’s address is counted (`startAttacked`), as if each came from another. */
const anybody = (target: Target, path: string, type: string, body: string): Promise<number> =>
  ask({ ...target, cookie: "" }, path, { method: "POST", headers: { "content-type": type }, body });

/** Tries every hour of these half-days, each with an invented contact, by the API and by the form, and to hold it. */
export const everyHour: Attack = {
  name: "every hour of the half-days to come",
  async *send(target) {
    const { db } = target;
    await db.query(`UPDATE permanence SET desks = ${LANES}, bookable_lanes = ${LANES} WHERE ${WHERE}`);
    const { rows } = await db.query<{ id: string; starts: Date }>(
      `SELECT id, starts_at AS starts FROM permanence WHERE ${WHERE} ORDER BY starts_at LIMIT ${HALF_DAYS}`,
    );
    const topic = await shortTopic(target);
    for (const { id, starts } of rows)
      for (const minutes of STARTS) {
        const startsAt = new Date(starts.getTime() + minutes * MINUTE).toISOString();
        yield* await Promise.all(
          Array.from({ length: LANES + 1 }, (_, lane) => taken(target, { id, startsAt, topic, lane })),
        );
        const held = new URLSearchParams({ permanence: id, startsAt, topic, until: startsAt }).toString();
        yield { what: "an hour to hold", status: await anybody(target, "/accueil/tenir", FORM, held) };
      }
  },
  /** Half of each half-day is left for whoever calls or comes, nothing is held, and nothing is booked far ahead. */
  async after({ db }) {
    const { rows } = await db.query<{ id: string; state: string; minutes: number; far: boolean }>(
      `SELECT p.id, a.state, sum(extract(epoch FROM a.ends_at - a.starts_at) / 60)::int AS minutes, bool_or(a.starts_at > now() + interval '28 days 1 hour') AS far
       FROM permanence p JOIN appointment a ON a.permanence_id = p.id WHERE a.booked_at > now() - interval '1 hour' GROUP BY p.id, a.state`,
    );
    if (rows.length === 0) return ["nothing was booked: the attack tried nothing"];
    return rows.flatMap(({ id, state, minutes, far }) => [
      ...(state === "booked" ? [] : [`${id}: ${minutes} minutes are ${state}`]),
      ...(minutes <= (LANES * 60) / 2 ? [] : [`${id}: ${minutes} minutes of ${LANES * 60} are taken`]),
      ...(far ? [`${id}: booked more than four weeks ahead`] : []),
    ]);
  },
};

const FORM = "application/x-www-form-urlencoded";

/** A topic of half an hour, so that half of the time is a whole number of appointments. */
async function shortTopic({ db }: Target): Promise<string> {
  const { rows } = await db.query<{ key: string }>(
    "SELECT key FROM topic WHERE bookable AND minutes = 30 ORDER BY rank LIMIT 1",
  );
  return rows[0]?.key ?? "";
}

type Hour = { readonly id: string; readonly startsAt: string; readonly topic: string; readonly lane: number };

/** Books it by the API or, every other time, by the form. */
async function taken(target: Target, { id, startsAt, topic, lane }: Hour): Promise<Answer> {
  const contact = {
    name: PLANTED,
    phone: `+336${String(randomInt(100_000_000)).padStart(8, "0")}`,
    email: `${randomUUID()}@exemple.fr`,
  };
  if (lane % 2 === 0) {
    const body = JSON.stringify({ topic, startsAt, ...contact });
    const path = `/api/v1/permanences/${id}/appointments`;
    return { what: "an hour by the API", status: await anybody(target, path, "application/json", body) };
  }
  const fields = new URLSearchParams({ topic, startsAt, ...contact, key: randomUUID() }).toString();
  const path = `/permanences/${id}/rendez-vous/prendre`;
  return { what: "an hour by the form", status: await anybody(target, path, FORM, fields) };
}
