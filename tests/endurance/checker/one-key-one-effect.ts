import type { Operation } from "../history.ts";
import type { Told } from "./told.ts";

/** However often a key or a command was sent, it had one effect, and was answered the same. */
export const oneKeyOneEffect = (told: Told): readonly string[] => [
  ...answersOfKeys(told),
  ...effectsOfKeys(told),
  ...answersOfCommands(told),
  ...effectsOfCommands(told),
];

type Keyed = Extract<Operation["deed"], { readonly key: string }>;
const keyOf = (deed: Operation["deed"]): string | undefined => ("key" in deed ? deed.key : undefined);

function answersOfKeys({ evidence: { operations } }: Told): readonly string[] {
  const groups = Map.groupBy(
    operations.filter(({ deed }) => keyOf(deed) !== undefined),
    ({ deed }) => keyOf(deed) ?? "",
  );
  return [...groups].flatMap(([key, group]) => {
    const led = new Set(
      group.flatMap(({ outcome }) =>
        outcome.kind === "ok" ? [outcome.appointment ?? outcome.visit ?? "nothing"] : [],
      ),
    );
    return led.size > 1 ? [`the key ${key} led to ${[...led].join(" and ")}`] : [];
  });
}

/** At each hour at most as many appointments were made as keys asked for it; in each line at most as many numbers as keys. */
function effectsOfKeys({ evidence: { operations, keys }, stories }: Told): readonly string[] {
  const asked = new Map<string, Set<string>>();
  const ask = (what: string, { key }: Keyed): void => void asked.set(what, (asked.get(what) ?? new Set()).add(key));
  const sent = new Set<string>();
  for (const { deed } of operations) {
    if (deed.type === "book") ask(`appointments at ${deed.start} in ${deed.permanence}`, deed);
    if (deed.type === "join") ask(`numbers in ${deed.permanence}`, deed);
    if (deed.type === "command") sent.add(deed.command.id);
  }
  const [start = Infinity] = operations.map(({ began }) => began);
  const kept = new Map(
    keys.filter(({ scope }) => scope !== "move-appointment").map(({ outcome, key }) => [outcome, key]),
  );
  const made: { readonly what: string; readonly id: string }[] = [];
  const seen = new Set<string>();
  for (const { record } of stories) {
    const { id } = record.permanence;
    for (const event of record.events)
      if (event.type === "visit-joined" && !sent.has(event.command))
        made.push({ what: `numbers in ${id}`, id: String(event.data["visit"]) });
  }
  // The first change of an appointment, wherever it was moved to later, is its making.
  for (const { what, id } of stories
    .flatMap(({ record }) => record.changes.map((change) => ({ ...change, permanence: record.permanence.id })))
    .sort((a, b) => a.id - b.id)
    .flatMap(({ appointment, at, start: hour, permanence }) => {
      if (seen.has(appointment)) return [];
      seen.add(appointment);
      return at >= start ? [{ what: `appointments at ${hour} in ${permanence}`, id: appointment }] : [];
    }))
    made.push({ what, id });
  return [...Map.groupBy(made, ({ what }) => what)].flatMap(([what, effects]) => {
    const allowed = asked.get(what)?.size ?? 0;
    const unkept = effects.filter(({ id }) => !kept.has(id));
    return [
      ...(effects.length > allowed ? [`${effects.length} ${what}, for which ${allowed} keys asked`] : []),
      ...unkept.map(({ id }) => `${id} was made and no key remembers it`),
    ];
  });
}

function answersOfCommands({ evidence: { operations } }: Told): readonly string[] {
  const groups = Map.groupBy(operations, ({ deed }) => (deed.type === "command" ? deed.command.id : ""));
  groups.delete("");
  return [...groups].flatMap(([command, group]) => {
    const applied = group.filter(({ outcome }) => outcome.kind === "ok" && outcome.again === false).length;
    const answers = new Set(
      group.flatMap(({ outcome }) =>
        outcome.kind === "unknown" ? [] : [outcome.kind === "ok" ? "applied" : outcome.code],
      ),
    );
    return [
      ...(applied > 1 ? [`the command ${command} was applied ${applied} times`] : []),
      ...(answers.size > 1 ? [`the command ${command} was answered ${[...answers].join(" and ")}`] : []),
    ];
  });
}

/** All that a command did, it did at one moment of one half-day. */
function effectsOfCommands({ stories }: Told): readonly string[] {
  const moments = new Map<string, Set<string>>();
  for (const { record } of stories)
    for (const { command, receivedAt } of record.events)
      moments.set(command, (moments.get(command) ?? new Set()).add(`${record.permanence.id} ${receivedAt}`));
  return [...moments].flatMap(([command, when]) =>
    when.size > 1 ? [`the command ${command} had effects at ${when.size} moments`] : [],
  );
}
