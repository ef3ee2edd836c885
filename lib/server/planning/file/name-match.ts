import { isPlainName, plain } from "#lib/wire/planning/planning-file.ts";

/** A place as a file of the planning names it. */
export type PlaceOfFile = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly timeZone: string;
};

/** Somebody as a file of the planning names them. `member`: of the organisation whose file it is. */
export type PersonOfFile = {
  readonly id: string;
  readonly name: string | null;
  readonly email: string;
  readonly member: boolean;
};

/** What was written stands for one thing, for none, or for several. */
export type NameMatch<Thing> =
  | { readonly one: Thing }
  | { readonly one: undefined; readonly several: readonly Thing[] };

const named = <Thing>(found: readonly Thing[]): NameMatch<Thing> => {
  const [one, ...others] = found;
  return one !== undefined && others.length === 0 ? { one } : { one: undefined, several: found };
};

/** How places are written and found: by their name where no other has it, always by their slug. */
export function namesOfPlaces(all: readonly PlaceOfFile[]) {
  const bySlug = new Map(all.map((place) => [place.slug, place]));
  const byName = Map.groupBy(bySlug.values(), ({ name }) => plain(name));
  return {
    write: (place: PlaceOfFile): string => {
      const isUnique = byName.get(plain(place.name))?.length === 1 && !bySlug.has(place.name);
      return isUnique ? place.name : place.slug;
    },
    find: (written: string): NameMatch<PlaceOfFile> =>
      named(bySlug.has(written) ? [bySlug.get(written)!] : (byName.get(plain(written)) ?? [])),
  };
}

/**
 * How people are written and found: by their name where they are of the organisation and no other of it has it, always
 * by the address of their account.
 */
export function namesOfPeople(all: readonly PersonOfFile[]) {
  const byId = new Map<string, PersonOfFile>();
  // Of somebody who comes twice, the first counts.
  for (const one of all) if (!byId.has(one.id)) byId.set(one.id, one);
  const people = [...byId.values()];
  const byEmail = new Map(people.map((one) => [one.email.toLowerCase(), one]));
  const byName = Map.groupBy(
    people.filter(({ member }) => member),
    ({ name }) => plain(name ?? ""),
  );
  return {
    write: (id: string): string => {
      const person = byId.get(id);
      if (!person) return "";
      const { name, email, member } = person;
      const isUnique = member && name !== null && isPlainName(name) && byName.get(plain(name))?.length === 1;
      return isUnique ? name : email;
    },
    find: (written: string): NameMatch<PersonOfFile> => {
      const one = byEmail.get(written.toLowerCase());
      return named(one ? [one] : (byName.get(plain(written)) ?? []));
    },
  };
}
