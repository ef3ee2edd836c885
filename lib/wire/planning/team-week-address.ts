import { mondayOf } from "#lib/time/zone.ts";
import { isUuid } from "#lib/uuid.ts";
import { isDay } from "#lib/wire/bounds.ts";

/**
 * What the address of the week of a team says. `day`: its Monday; `language`: who speaks it alone; `person`: whose
 * absence is open beside it.
 */
export type TeamWeekAddress = {
  readonly organisation?: string;
  readonly day?: string;
  readonly language?: string;
  readonly person?: string;
};

/** Reads an address; what it cannot be is left out. */
export function readTeamWeekAddress(value: (name: string) => string | undefined): TeamWeekAddress {
  const organisation = value("organisation");
  const day = value("semaine");
  const language = value("langue");
  const person = value("personne");
  return {
    ...(organisation !== undefined && { organisation }),
    ...(day !== undefined && isDay(day) && { day: mondayOf(day) }),
    ...(language !== undefined && /^[a-z]{2,3}$/u.test(language) && { language }),
    ...(person !== undefined && isUuid(person) && { person }),
  };
}

const queryOf = ({ organisation, day, language, person }: TeamWeekAddress): string => {
  const query = new URLSearchParams({
    ...(organisation !== undefined && { organisation }),
    ...(day !== undefined && { semaine: day }),
    ...(language !== undefined && { langue: language }),
    ...(person !== undefined && { personne: person }),
  }).toString();
  return query === "" ? "" : `?${query}`;
};

/** Writes it, without language. */
export const teamWeekAddress = (address: TeamWeekAddress): string => `/coordination/equipe/semaine${queryOf(address)}`;

/**
 * The address of the absence of one person, or of a form of it. `beside`: the week beside which it is open, to which
 * its forms lead back; without it the absence has a page of its own.
 */
export function absenceAddress(account: string, beside: TeamWeekAddress, path = ""): string {
  return `/coordination/equipe/${account}/absence${path}${queryOf(beside)}`;
}
