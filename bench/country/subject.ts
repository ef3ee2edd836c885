import type pg from "pg";
import type { Share } from "#lib/server/calendar/find-share.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { LARGE } from "./data.ts";

type IdAndGeneration = { readonly id: string; readonly generation: number };
type HalfDayStart = { readonly id: string; readonly start: Instant };

/** The one place, with what belongs to it, that all local use cases concern. It is the same at every size. */
export type Subject = {
  /** The fifth real place: it takes appointments, and its line of this morning is open. */
  readonly place: {
    readonly id: string;
    readonly slug: string;
    readonly city: string;
    readonly postalCode: string;
    readonly name: string;
    readonly inseeCode: string;
    readonly doorGeneration: number;
  };
  /** A place of the same organisation where nothing can be booked. */
  readonly walkInPlace: string;
  /** Its half-day of today with twelve people, and the next one that takes appointments. */
  readonly today: HalfDayStart;
  readonly next: HalfDayStart;
  /** The last two people who wait, and whoever is being helped at the first desk. */
  readonly waiting: readonly IdAndGeneration[];
  readonly serving: string;
  /** An appointment of the next half-day, and one of today whose person has not come yet. */
  readonly booked: IdAndGeneration;
  readonly expected: IdAndGeneration & { readonly code: string; readonly hour: string };
  /** The conseillers at the two desks, and the coordinator. */
  readonly atDesks: readonly StaffActor[];
  readonly coordinator: StaffActor & { readonly email: string };
  readonly series: string;
  readonly kiosk: IdAndGeneration;
  readonly token: IdAndGeneration;
  /**
   * Two shares of 24 places, one that names them and one of all places of an organisation; and one of 500, which small
   * data does not have.
   */
  readonly share: Share & IdAndGeneration;
  readonly wholeShare: Share & IdAndGeneration;
  readonly largeShare: (Share & IdAndGeneration) | undefined;
};

/** Reads the subject from data that `makeCountry` has made. `slug`, `walkInPlace`: of the two places. */
export async function readSubject(
  db: Pick<pg.Client, "query">,
  places: { readonly slug: string; readonly walkInPlace: string },
): Promise<Subject> {
  const one = async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[]): Promise<Row> => {
    const [row] = (await db.query<Row>(text, [...values])).rows;
    if (!row) throw new Error(`The data of the bench lacks what the subject needs: ${text}`);
    return row;
  };
  const { organisation, ...place } = await one<Subject["place"] & { organisation: string }>(
    `SELECT id, slug, name, city, insee_code AS "inseeCode", postal_code AS "postalCode", door_generation AS "doorGeneration", organisation_id AS organisation FROM place WHERE slug = $1`,
    [places.slug],
  );
  const dated = async (which: string): Promise<HalfDayStart> => {
    const { id, at } = await one<{ id: string; at: Date }>(
      `SELECT id, starts_at AS at FROM permanence WHERE place_id = $1 AND ${which} ORDER BY starts_at LIMIT 1`,
      [place.id],
    );
    return { id, start: instant(at.getTime()) };
  };
  const today = await dated("status = 'open' AND starts_at > timestamptz '2026-11-20 00:00Z'");
  const next = await dated("status = 'scheduled' AND starts_at > timestamptz '2026-11-21 00:00Z'");
  const staff = (user: string, role: "conseiller" | "coordinator"): StaffActor => ({
    kind: "staff",
    user,
    by: "login",
    roles: [{ organisation, role, places: "all" }],
  });
  const { rows: desks } = await db.query<{ user: string }>(
    `SELECT conseiller_id AS user FROM desk WHERE permanence_id = $1 ORDER BY number`,
    [today.id],
  );
  const { rows: waiting } = await db.query<IdAndGeneration>(
    "SELECT id, generation FROM visit WHERE permanence_id = $1 AND state = 'waiting' ORDER BY number DESC LIMIT 2",
    [today.id],
  );
  const serving = await one<{ id: string }>("SELECT id FROM visit WHERE permanence_id = $1 AND state = 'serving'", [
    today.id,
  ]);
  const coordinator = await one<{ id: string; email: string }>(
    "SELECT u.id, u.email FROM user_account u JOIN membership m ON m.user_id = u.id WHERE m.organisation_id = $1 AND m.role = 'coordinator'",
    [organisation],
  );
  const appointment = (permanence: string): Promise<Subject["expected"]> =>
    one(
      `SELECT a.id, a.generation, a.code, to_char(a.starts_at AT TIME ZONE 'Europe/Paris', 'HH24:MI') AS hour FROM appointment a
       WHERE a.permanence_id = $1 AND a.state = 'booked' AND NOT EXISTS (SELECT 1 FROM visit v WHERE v.appointment_id = a.id) ORDER BY a.starts_at DESC, a.lane LIMIT 1`,
      [permanence],
    );
  const shareOf = async (organisation: string): Promise<(Share & IdAndGeneration) | undefined> => {
    const [row] = (
      await db.query<
        Pick<Share, "id" | "name"> &
          IdAndGeneration & { places: "every" | string[]; giverId: string; giverName: string; receiverName: string }
      >(
        `SELECT s.id, s.generation, s.name, CASE WHEN s.every_place THEN '"every"'::jsonb ELSE (SELECT coalesce(jsonb_agg(place_id), '[]') FROM calendar_share_place WHERE share_id = s.id) END AS places, g.id AS "giverId", g.name AS "giverName", r.name AS "receiverName"
         FROM calendar_share s JOIN organisation g ON g.id = s.giver_id JOIN organisation r ON r.id = s.receiver_id WHERE g.slug = $1`,
        [organisation],
      )
    ).rows;
    if (!row) return undefined;
    const { giverId, giverName, receiverName, places, ...share } = row;
    return {
      ...share,
      level: "with-load",
      shows: { by: "places", places },
      secret: "",
      giver: { id: giverId, name: giverName, service: giverName },
      receiver: { name: receiverName },
    };
  };
  const share = await shareOf("operateur-1");
  const wholeShare = await shareOf("operateur-2");
  if (!share || !wholeShare) throw new Error("The first two organisations share no calendar.");
  return {
    place,
    walkInPlace: places.walkInPlace,
    today,
    next,
    waiting,
    serving: serving.id,
    booked: await appointment(next.id),
    expected: await appointment(today.id),
    atDesks: desks.map(({ user }) => staff(user, "conseiller")),
    coordinator: { ...staff(coordinator.id, "coordinator"), email: coordinator.email },
    series: (await one<{ id: string }>("SELECT id FROM series WHERE place_id = $1", [place.id])).id,
    kiosk: await one("SELECT id, generation FROM device WHERE place_id = $1 AND kind = 'kiosk'", [place.id]),
    token: await one("SELECT id, generation FROM api_token WHERE user_id = $1", [coordinator.id]),
    share,
    wholeShare,
    largeShare: await shareOf(`operateur-${LARGE.number}`),
  };
}
