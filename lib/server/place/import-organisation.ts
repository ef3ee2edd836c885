import { db } from "../db.ts";

/** Why no organisation was chosen, and the slugs of the operators that can be named. */
export type NoOrganisation = {
  readonly why: "no-operator" | "several-operators" | "no-such-operator";
  readonly operators: readonly string[];
};

/** The organisation that imported places will belong to: the operator with that slug; without a slug, the only operator. */
export async function organisationForImport(
  slug: string | undefined,
): Promise<{ readonly id: string } | NoOrganisation> {
  const operators = await db.organisation.findMany({
    where: { operator: true },
    orderBy: { slug: "asc" },
    select: { id: true, slug: true },
  });
  const chosen = slug === undefined ? operators : operators.filter((operator) => operator.slug === slug);
  const [only] = chosen;
  if (only && chosen.length === 1) return { id: only.id };
  const why = slug !== undefined ? "no-such-operator" : operators.length === 0 ? "no-operator" : "several-operators";
  return { why, operators: operators.map((operator) => operator.slug) };
}
