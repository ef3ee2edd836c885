/**
 * How much an SMS says. `phone`: in pairs of digits, in one piece, or not at all; `figures`: day and hour as short as
 * they are understood; `call`, `words`: the line of the telephone and what is said, in sentences or in few words;
 * `name`, `organisation`: most letters of the name of the place and of the organisation.
 */
export type Shape = {
  readonly phone: "pairs" | "together" | "none";
  readonly town: boolean;
  readonly street: boolean;
  readonly organisation: number;
  readonly figures: boolean;
  readonly call: "full" | "short";
  readonly words: "full" | "short";
  readonly shortName: boolean;
  readonly name: number;
  readonly code: boolean;
};

const WHOLE: Shape = {
  phone: "pairs",
  town: true,
  street: true,
  organisation: Infinity,
  figures: false,
  call: "full",
  words: "full",
  shortName: false,
  name: Infinity,
  code: true,
};

/** Letters of a sender as gateways accept it; of the organisation's name no fewer are left. */
const SHORTEST_ORGANISATION = 11;
/** Letters of the name of a place that mostly still tell it from others, and those that are left at the very end. */
const TELLING_NAME = 20;
const SHORTEST_NAME = 10;

/**
 * The shapes of a message from the fullest to the shortest, in the one order in which it is shortened
 * (docs/messages.md#shortening): each leaves out one thing more. `brief`: the shorter name of the place; `linked`:
 * there is a link, whose page says code and telephone, so that they may go.
 */
export function shapesOf(brief: string, linked: boolean): readonly Shape[] {
  const cuts = cutsOf(brief);
  const steps: readonly Partial<Shape>[] = [
    { phone: "together" },
    { town: false },
    { call: "short" },
    { words: "short" },
    { street: false },
    { figures: true },
    { organisation: SHORTEST_ORGANISATION },
    { shortName: true },
    ...(linked ? [{ code: false }] : []),
    ...cuts.filter((name) => name >= TELLING_NAME).map((name) => ({ name })),
    ...(linked ? [{ phone: "none" } as const] : []),
    ...cuts.filter((name) => name < TELLING_NAME).map((name) => ({ name })),
  ];
  const shapes = [WHOLE];
  for (const step of steps) shapes.push({ ...(shapes.at(-1) as Shape), ...step });
  return shapes;
}

/** The lengths to which a name is cut one after the other: word by word, and at the end to the shortest. */
function cutsOf(name: string): readonly number[] {
  const lengths = new Set<number>();
  for (let most = name.length - 1; most > SHORTEST_NAME; most -= 1) lengths.add(cutName(name, most).length);
  return [...lengths, SHORTEST_NAME].filter((length) => length < name.length && length >= SHORTEST_NAME);
}

/**
 * A name cut between words to at most that many letters, without a « de » or « du » at its end; a single word that is
 * longer, inside it.
 */
export function cutName(name: string, most: number): string {
  if (name.length <= most) return name;
  const between = name
    .slice(0, most + 1)
    .replace(/[\s,/(-]+[^\s,/(-]*$/u, "")
    .replace(/(?:\s\p{Ll}{1,3})+$/u, "")
    .trim();
  return between.length > 0 && between.length <= most ? between : name.slice(0, most).trim();
}
