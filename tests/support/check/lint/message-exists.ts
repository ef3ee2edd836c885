import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Rule, Scope } from "@oxlint/plugins";

/** A node of the syntax tree, whose parts are read by name. */
type Node = { readonly type?: string; readonly [part: string]: unknown };

/**
 * Every sentence that the code names exists: `const t = await getTranslations("queue")`, then `t("nobodyWaits")`. A
 * translator that is made beside others, `[t, all] = [useTranslations("queue"), …]` or by `Promise.all`, is followed as
 * well, and both keys of `t(few ? "one" : "other")`. Only literal keys are followed; of `t(`topics.${key}`)` the part
 * before the first `${` must exist.
 */
export const messageExists: Rule = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      missing: "messages has no “{{ key }}”. → Add the sentence in each locale, or name the right one.",
    },
  },
  create(context) {
    const texts = catalogue(context.cwd);
    return {
      CallExpression(call) {
        const translator = translatorOf(part(call, "callee"));
        const [first] = parts(call, "arguments");
        const namespace = translator && first && namespaceOf(context.sourceCode.getScope(call), translator);
        if (namespace === undefined) return;
        for (const written of keysOf(first)) {
          const key = [namespace, written].filter((one) => one !== "").join(".");
          if (key !== "" && !exists(texts, key)) context.report({ node: call, messageId: "missing", data: { key } });
        }
      },
    };
  },
};

/** The name of `t` in t(…), t.rich(…), t.markup(…), t.raw(…). */
function translatorOf(callee: Node): string | undefined {
  if (callee.type !== "MemberExpression") return name(callee);
  return /^(rich|markup|raw)$/.test(name(part(callee, "property")) ?? "") ? name(part(callee, "object")) : undefined;
}

/**
 * The namespace the translator was made with: "" for none, undefined when the variable is no translator or the
 * namespace is no literal.
 */
function namespaceOf(scope: Scope | null, variableName: string): string | undefined {
  const variable = scope?.set.get(variableName);
  if (!variable) return scope?.upper ? namespaceOf(scope.upper, variableName) : undefined;
  const made = madeBy(variable.defs[0]?.node, variableName);
  if (made.type !== "CallExpression" || !/^(get|use)Translations$/.test(name(part(made, "callee")) ?? ""))
    return undefined;
  const [given] = parts(made, "arguments");
  if (!given) return "";
  if (given.type !== "ObjectExpression") return text(given);
  const property = parts(given, "properties").find((one) => name(part(one, "key")) === "namespace");
  return property ? text(part(property, "value")) : "";
}

/**
 * What a variable is set to, without `await`: of `[t, other] = […]` and `[t, other] = await Promise.all([…])` the
 * element at its place.
 */
function madeBy(declared: unknown, variableName: string): Node {
  const set = withoutAwait(part(declared, "init"));
  const pattern = part(declared, "id");
  if (pattern.type !== "ArrayPattern") return set;
  const list = set.type === "CallExpression" ? parts(set, "arguments")[0] : set;
  const place = parts(pattern, "elements").findIndex((one: Node | null) => one && name(one) === variableName);
  return list?.type === "ArrayExpression" ? withoutAwait(parts(list, "elements")[place] ?? {}) : {};
}

const withoutAwait = (node: Node): Node => (node.type === "AwaitExpression" ? part(node, "argument") : node);

/** The keys that are written there: one, both of a choice, none of what is no literal. */
function keysOf(node: Node | undefined): readonly string[] {
  if (node?.type === "ConditionalExpression")
    return [...keysOf(part(node, "consequent")), ...keysOf(part(node, "alternate"))];
  if (node?.type !== "TemplateLiteral") return [text(node)].filter((one) => one !== undefined);
  const before = (parts(node, "quasis")[0]?.["value"] as { raw: string }).raw;
  return [parts(node, "expressions").length === 0 ? before : before.slice(0, Math.max(0, before.lastIndexOf(".")))];
}

const part = (node: unknown, key: string): Node => ((node as Node | undefined)?.[key] ?? {}) as Node;
const parts = (node: unknown, key: string): readonly Node[] => ((node as Node)[key] ?? []) as readonly Node[];
const name = (node: Node): string | undefined => (node.type === "Identifier" ? (node["name"] as string) : undefined);
const text = (node: Node | undefined): string | undefined =>
  node?.type === "Literal" && typeof node["value"] === "string" ? node["value"] : undefined;

const exists = (texts: unknown, key: string): boolean =>
  key.split(".").reduce<unknown>((found, one) => (found as Record<string, unknown> | undefined)?.[one], texts) !==
  undefined;

const kept = new Map<string, unknown>();

const readIn = (root: string, file: string): object => JSON.parse(readFileSync(join(root, file), "utf8")) as object;

function catalogue(root: string): unknown {
  if (!kept.has(root))
    kept.set(root, { ...readIn(root, "messages/fr.json"), ...readIn(root, "messages/team/fr.json") });
  return kept.get(root);
}
