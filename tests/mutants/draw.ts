import { diceOf } from "#tests/rig/dice.ts";
import type { Mutant } from "./mutant.ts";

/** A mutant that was drawn: `name` is its module and its number in it. */
export type DrawnMutant = Mutant & { readonly name: string; readonly module: string };

/** Fixed, so that nobody chooses: the same sources give the same draw. */
const SEED = 20_261_202;
const IN_A_MODULE = 5;
const IN_ALL = 80;

/**
 * Draws five mutants of every module, then more of all modules together until there are 80: so a large module has a
 * larger part. No file gives two, as long as its module has others.
 */
export function draw(mutants: Readonly<Record<string, readonly Mutant[]>>): readonly DrawnMutant[] {
  const drawn: (Mutant & { readonly module: string })[] = [];
  const isNew = ({ file }: Mutant): boolean => drawn.every((other) => other.file !== file);
  const mixed = Object.entries(mutants).map(([module, all]) =>
    shuffled(
      all.map((mutant) => ({ ...mutant, module })),
      module,
    ),
  );
  for (const all of mixed)
    for (let count = 0; count < IN_A_MODULE; count += 1) {
      const next = all.find(isNew) ?? all.find((mutant) => !drawn.includes(mutant));
      if (next) drawn.push(next);
    }
  for (const mutant of shuffled(mixed.flat(), "of all")) if (drawn.length < IN_ALL && isNew(mutant)) drawn.push(mutant);
  return Object.keys(mutants).flatMap((module) =>
    drawn
      .filter((mutant) => mutant.module === module)
      .map((mutant, index) => ({ name: `${module}-${index + 1}`, ...mutant })),
  );
}

function shuffled<Thing>(things: readonly Thing[], name: string): Thing[] {
  const dice = diceOf(SEED, name);
  const mixed = [...things];
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = dice.whole(at + 1);
    [mixed[at], mixed[other]] = [mixed[other] as Thing, mixed[at] as Thing];
  }
  return mixed;
}
