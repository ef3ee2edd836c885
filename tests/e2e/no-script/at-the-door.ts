import { randomUUID } from "node:crypto";
import { setClock } from "#tests/support/neuhof-morning.ts";
import type { RunningApp } from "#tests/support/start-app.ts";
import { teamAt } from "#tests/e2e/http/team.ts";

process.env["APP_SECRET"] = "a-secret-of-the-tests-only";
const { secretOf } = await import("#lib/server/secrets.ts");

/** The time of the tests: Tuesday, 9:05. */
export const MORNING = "2026-11-24T09:05:00+01:00";

type Act = { readonly type: string } & Readonly<Record<string, unknown>>;

/** A half-day with one desk, the address behind the code at its door, and what its team does. */
export type OpenHalfDay = {
  readonly permanence: string;
  readonly place: string;
  readonly door: string;
  readonly does: (...acts: readonly Act[]) => Promise<void>;
};

/** Opens one; it is five past nine. `given`: numbers are given and the desk is taken. */
export async function lineAt(app: RunningApp, given = true): Promise<OpenHalfDay> {
  await setClock(app, MORNING);
  const { permanence, post } = await teamAt(app, MORNING, 1);
  await app.db.query(
    "UPDATE organisation SET runs_permanences = false WHERE id = (SELECT organisation_id FROM permanence WHERE id = $1)",
    [permanence],
  );
  const { rows } = await app.db.query<{ id: string; slug: string }>(
    "SELECT id, slug FROM place WHERE id = (SELECT place_id FROM permanence WHERE id = $1)",
    [permanence],
  );
  const { id = "", slug = "" } = rows[0] ?? {};
  const does = async (...acts: readonly Act[]): Promise<void> => {
    const answer = await post(0, {
      commands: acts.map((act) => ({ id: randomUUID(), at: MORNING, device: "tablet", ...act })),
    });
    const { results = [] } = (await answer.json()) as { results?: readonly { outcome: string }[] };
    expect(results.map(({ outcome }) => outcome)).toEqual(acts.map(() => "applied"));
  };
  if (given)
    await does({ type: "give-numbers" }, { type: "open", desks: [{ desk: 1 }] }, { type: "take-desk", desk: 1 });
  return { permanence, place: id, door: `/porte/${slug}/${secretOf("door", id, 1)}`, does };
}
