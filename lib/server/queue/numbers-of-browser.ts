import { credentialOf } from "#lib/server/auth/caller.ts";
import { cookieIn } from "#lib/server/auth/cookies.ts";
import { pictureOf } from "#lib/queue/line/visit.ts";
import { instant, plusMinutes } from "#lib/time/instant.ts";
import { clock } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { env } from "#lib/server/env.ts";
import { claimedId, opens } from "#lib/server/secrets.ts";

const secure = env.APP_URL.startsWith("https:");

/**
 * The cookie with the secrets of the numbers that a browser took at a door, oldest first
 * (docs/decisions/pages-for-residents.md).
 */
const NAME = secure ? "__Host-numbers" : "numbers";

/** Numbers of one phone: a family that shares it. */
const MOST = 4;

/**
 * Minutes after the end of the half-day, told on the page of personal data: lines end by then, but for rare ones that
 * go on.
 */
const REMEMBERED = 180;

/** A number that a browser took and that has not ended yet, with the secret of its page, and its language. */
export type OwnNumber = {
  readonly secret: string;
  readonly number: number;
  readonly picture: number;
  readonly language?: string;
};

type RequestHeaders = Pick<Headers, "get">;

/** Where numbers are looked for: the half-day that the door leads to, or, when none does, any of the place. */
type Door = { readonly place: string; readonly permanence: string | undefined };

/**
 * The numbers that this browser took at this door and that have not ended, oldest first. None for a browser with a
 * login, or of a kiosk or screen: several people use it.
 */
export async function numbersOfBrowser(headers: RequestHeaders, door: Door): Promise<readonly OwnNumber[]> {
  const secrets = secretsIn(headers);
  const ids = secrets.flatMap((secret) => claimedId(secret) ?? []);
  if (ids.length === 0) return [];
  const rows = await db.visit.findMany({
    where: {
      id: { in: ids },
      state: { in: ["waiting", "called", "absent", "serving", "paused"] },
      permanence: { placeId: door.place },
      ...(door.permanence !== undefined && { permanenceId: door.permanence }),
    },
    select: { id: true, number: true, generation: true, language: true },
  });
  return secrets.flatMap((secret) => {
    const row = rows.find(({ id, generation }) => opens(secret, "visit", id, generation));
    if (!row) return [];
    const { number, language } = row;
    return [{ secret, number, picture: pictureOf(number), ...(language !== null && { language }) }];
  });
}

/**
 * The Set-Cookie line with which a browser keeps this number beside its others of that half-day, for as long as
 * `REMEMBERED` says; undefined for a browser that several people use.
 */
export async function numbersCookie(
  headers: RequestHeaders,
  taken: { readonly secret: string; readonly permanence: string },
): Promise<string | undefined> {
  if (isShared(headers)) return undefined;
  const { endsAt, placeId } = await db.permanence.findUniqueOrThrow({
    where: { id: taken.permanence },
    select: { endsAt: true, placeId: true },
  });
  const others = await numbersOfBrowser(headers, { place: placeId, permanence: taken.permanence });
  const secrets = [...others.map(({ secret }) => secret).filter((secret) => secret !== taken.secret), taken.secret];
  const until = plusMinutes(instant(endsAt.getTime()), REMEMBERED);
  return lineOf(secrets.slice(-MOST).join("."), Math.max(0, Math.round((until - clock.now()) / 1000)));
}

/** The Set-Cookie line with which a browser forgets all its numbers. */
export const forgottenNumbers = (): string => lineOf("", 0);

/** The Set-Cookie line without the number that was given up; undefined when the browser does not keep it. */
export async function cookieWithout(headers: RequestHeaders, secret: string): Promise<string | undefined> {
  const secrets = secretsIn(headers);
  if (!secrets.includes(secret)) return undefined;
  const [last] = secrets.filter((other) => other !== secret).slice(-1);
  const id = last === undefined ? undefined : claimedId(last);
  const row = id === undefined ? null : await db.visit.findUnique({ where: { id }, select: { permanenceId: true } });
  if (last === undefined || !row) return forgottenNumbers();
  return numbersCookie(headers, { secret: last, permanence: row.permanenceId });
}

const isShared = (headers: RequestHeaders): boolean => credentialOf(headers) !== undefined;

const secretsIn = (headers: RequestHeaders): readonly string[] =>
  isShared(headers) ? [] : (cookieIn(headers, NAME) ?? "").split(".").slice(0, MOST);

/** `Lax`, since the code at the door is opened from outside our pages. */
const lineOf = (value: string, seconds: number): string =>
  `${NAME}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
