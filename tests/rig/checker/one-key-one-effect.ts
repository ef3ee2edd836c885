import type { Operation } from "#tests/rig/history.ts";
import type { Reconstruction } from "./reconstruction.ts";

/** However often a key or a command was sent, it had one effect and always got the same answer. */
export const oneKeyOneEffect = (run: Reconstruction): readonly string[] => [
  ...answersOfKeys(run),
  ...effectsOfKeys(run),
  ...answersOfCommands(run),
  ...effectsOfCommands(run),
];

type Keyed = Extract<Operation["action"], { readonly key: string }>;
const keyOf = (action: Operation["action"]): string | undefined => ("key" in action ? action.key : undefined);

function answersOfKeys({ evidence: { operations } }: Reconstruction): readonly string[] {
  const groups = Map.groupBy(
    operations.filter(({ action }) => keyOf(action) !== undefined),
    ({ action }) => keyOf(action) ?? "",
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

/**
 * For each hour at most as many appointments were made as there were keys for it; in each line at most as many numbers.
 */
function effectsOfKeys({ evidence: { operations, keys }, replays }: Reconstruction): readonly string[] {
  const asked = new Map<string, Set<string>>();
  const ask = (what: string, { key }: Keyed): void => void asked.set(what, (asked.get(what) ?? new Set()).add(key));
  const sent = new Set<string>();
  for (const { action } of operations) {
    if (action.type === "book") ask(`appointments at ${action.start} in ${action.permanence}`, action);
    if (action.type === "join") ask(`numbers in ${action.permanence}`, action);
    if (action.type === "command") sent.add(action.command.id);
  }
  const [start = Infinity] = operations.map(({ began }) => began);
  const kept = new Map(
    keys.filter(({ scope }) => scope !== "move-appointment").map(({ outcome, key }) => [outcome, key]),
  );
  const made: { readonly what: string; readonly id: string }[] = [];
  const seen = new Set<string>();
  for (const { record } of replays) {
    const { id } = record.permanence;
    for (const event of record.events)
      if (event.type === "visit-joined" && !sent.has(event.command))
        made.push({ what: `numbers in ${id}`, id: String(event.data["visit"]) });
  }
  // An appointment was made by its first change, wherever it was moved later.
  for (const { what, id } of replays
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

function answersOfCommands({ evidence: { operations } }: Reconstruction): readonly string[] {
  const groups = Map.groupBy(operations, ({ action }) => (action.type === "command" ? action.command.id : ""));
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

/** All effects of a command have one moment in one half-day. */
function effectsOfCommands({ replays }: Reconstruction): readonly string[] {
  const moments = new Map<string, Set<string>>();
  for (const { record } of replays)
    for (const { command, receivedAt } of record.events)
      moments.set(command, (moments.get(command) ?? new Set()).add(`${record.permanence.id} ${receivedAt}`));
  return [...moments].flatMap(([command, when]) =>
    when.size > 1 ? [`the command ${command} had effects at ${when.size} moments`] : [],
  );
}
