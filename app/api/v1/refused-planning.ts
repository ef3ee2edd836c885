import type { Result } from "#lib/result.ts";
import { problem } from "#lib/wire/problem.ts";
import { problemOfPlanning } from "#lib/wire/schedule/series-answers.ts";

type Refusal = keyof typeof problemOfPlanning;

/**
 * The answer to a program whose change of the planning was refused. Whoever sent a version that is no longer true is told in `now` what the
 * same change would do by now, with its version: `preview` works it out, `toWire` writes it.
 */
export async function refusedPlanning<Effect>(
  refusal: Refusal,
  preview: () => Promise<Result<Effect, Refusal>>,
  toWire: (effect: Effect, preview: boolean) => unknown,
): Promise<Response> {
  const now = refusal === "changed-meanwhile" ? await preview() : undefined;
  return problem(problemOfPlanning[refusal], now?.ok ? { now: toWire(now.value, true) } : {});
}
