/**
 * What is known so far: the procedure, the place (its slug) or the town (its key), and the form as it was typed,
 * sealed.
 */
export type KnownSoFar = {
  readonly topic?: string | undefined;
  readonly place?: string | undefined;
  readonly town?: string | undefined;
  readonly typed?: string | undefined;
};

/**
 * The address of the page of the soonest hours, with what is known so far, so that nothing is chosen or typed twice.
 */
export const soonestAddress = ({ topic, place, town, typed }: KnownSoFar = {}): string =>
  withQuery("/rendez-vous", { demarche: topic, lieu: place, ville: town, repris: typed });

/** The address of the booking page of a half-day, with what is known so far. `hour`: ISO 8601 as on the wire. */
export const bookingAddress = (
  permanence: string,
  { topic, hour, typed }: Pick<KnownSoFar, "topic" | "typed"> & { readonly hour?: string } = {},
): string => withQuery(`/permanences/${permanence}/rendez-vous`, { demarche: topic, heure: hour, repris: typed });

function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}
