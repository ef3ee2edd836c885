import Sequencer from "@jest/test-sequencer";

/**
 * A jest sequencer that puts the files of a run in a random order; the same FILE_ORDER (a whole number) gives the same
 * order.
 */
export default class Shuffled extends Sequencer {
  override sort<Test>(tests: readonly Test[]): Test[] {
    const left = [...tests];
    let state = Number(process.env["FILE_ORDER"] ?? 0);
    const next = (below: number): number => {
      // Numerical Recipes' linear congruential generator.
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    return tests.map(() => left.splice(next(left.length), 1)[0] as Test);
  }
}
