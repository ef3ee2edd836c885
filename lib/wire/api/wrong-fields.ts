import type { z } from "zod";

/** How many fields are told, and how many characters of each: the answer to a body of 64 kB stays short. */
const MOST = 3;
const LONGEST = 160;

type Issue = z.core.$ZodIssue;

/**
 * What is wrong with what a program sent, field by field, each with the rule that it breaks: « phone: Too big: expected
 * string to have <=40 characters ». It says names and rules of ours, never what was sent. `above`: the field that was
 * parsed, where it is one alone.
 */
export const wrongFieldsOf = ({ issues }: Pick<z.ZodError, "issues">, ...above: readonly string[]): string =>
  issues
    .flatMap((issue) => leavesOf(issue, above))
    .slice(0, MOST)
    .map(({ path, message }) => `${path.length === 0 ? "body" : path.map(String).join(".")}: ${message}`)
    .map((said) => said.slice(0, LONGEST))
    .join("; ");

/** The issues of a value that may have several shapes: those of the shape that it is nearest to. */
function leavesOf(issue: Issue, above: readonly PropertyKey[]): readonly Pick<Issue, "path" | "message">[] {
  const path = [...above, ...issue.path];
  const [nearest] =
    issue.code === "invalid_union" ? issue.errors.toSorted((one, other) => distance(one) - distance(other)) : [];
  return nearest ? nearest.flatMap((inner) => leavesOf(inner, path)) : [{ path, message: issue.message }];
}

/** A shape with other fields is further away than one with wrong values. */
const distance = (issues: readonly Issue[]): number =>
  issues.reduce((sum, { code }) => sum + (code === "unrecognized_keys" ? 100 : 1), 0);
