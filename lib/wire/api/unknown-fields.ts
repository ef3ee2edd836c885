import type { z } from "zod";

/** How many names are told, and how many characters of each: the answer to a body of 64 kB stays short. */
const MOST = 5;
const LONGEST = 60;

/**
 * The fields of a body that its schema does not know, as paths: `telephone`, `overbook.raison`, `commands.0.desc`.
 * Empty when the body failed for other reasons alone. Of a union, those of the variants that had nothing else against
 * it, otherwise those that no variant knows.
 */
export function unknownFieldsOf({ issues }: Pick<z.ZodError, "issues">): readonly string[] {
  const paths = new Set(issues.flatMap((issue) => pathsOf(issue)));
  return [...paths].slice(0, MOST).map((path) => path.slice(0, LONGEST));
}

function pathsOf(issue: z.core.$ZodIssue, above: readonly PropertyKey[] = []): readonly string[] {
  const path = [...above, ...issue.path];
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => [...path, key].map(String).join("."));
  if (issue.code !== "invalid_union") return [];
  const variants = issue.errors.map((issues) => ({
    paths: issues.flatMap((inner) => pathsOf(inner, path)),
    meant: issues.every(({ code }) => code === "unrecognized_keys"),
  }));
  return variants.some(({ meant }) => meant)
    ? variants.flatMap(({ meant, paths }) => (meant ? paths : []))
    : (variants[0]?.paths ?? []).filter((one) => variants.every(({ paths }) => paths.includes(one)));
}
