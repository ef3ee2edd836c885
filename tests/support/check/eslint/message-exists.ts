import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Rule, Scope } from "eslint";

/** A node of the syntax tree, whose parts are read by name. */
type Node = { readonly type?: string; readonly [part: string]: unknown };

/**
 * Every sentence that the code names exists: `const t = await getTranslations("queue")`, then `t("nobodyWaits")`.
 * Only literal keys are followed; of `t(`topics.${key}`)` the part before the first `${` must exist.
 */
export const messageExists: Rule.RuleModule = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      missing: "messages/fr.json has no “{{ key }}”. → Add the sentence in the four locales, or name the right one.",
    },
  },
  create(context) {
    const texts = catalogue(context.cwd);
    return {
      CallExpression(call) {
        const translator = translatorOf(part(call, "callee"));
        const [first] = parts(call, "arguments");
        const namespace = translator && first && namespaceOf(context.sourceCode.getScope(call), translator);
        const written = namespace === undefined ? undefined : keyOf(first);
        if (written === undefined) return;
        const key = [namespace, written].filter((one) => one !== "").join(".");
        if (key !== "" && !exists(texts, key)) context.report({ node: call, messageId: "missing", data: { key } });
      },
    };
  },
};

/** The name of `t` in t(…), t.rich(…), t.markup(…), t.raw(…). */
function translatorOf(callee: Node): string | undefined {
  if (callee.type !== "MemberExpression") return name(callee);
  return /^(rich|markup|raw)$/.test(name(part(callee, "property")) ?? "") ? name(part(callee, "object")) : undefined;
}

/** The namespace the translator was made with: "" for none, undefined when the variable is no translator or the namespace is no literal. */
function namespaceOf(scope: Scope.Scope | null, variableName: string): string | undefined {
  const variable = scope?.set.get(variableName);
  if (!variable) return scope?.upper ? namespaceOf(scope.upper, variableName) : undefined;
  const awaited = part(variable.defs[0]?.node, "init");
  const made = awaited.type === "AwaitExpression" ? part(awaited, "argument") : awaited;
  if (made.type !== "CallExpression" || !/^(get|use)Translations$/.test(name(part(made, "callee")) ?? ""))
    return undefined;
  const [given] = parts(made, "arguments");
  if (!given) return "";
  if (given.type !== "ObjectExpression") return text(given);
  const property = parts(given, "properties").find((one) => name(part(one, "key")) === "namespace");
  return property ? text(part(property, "value")) : "";
}

function keyOf(node: Node | undefined): string | undefined {
  if (node?.type !== "TemplateLiteral") return text(node);
  const before = (parts(node, "quasis")[0]?.["value"] as { raw: string }).raw;
  return parts(node, "expressions").length === 0 ? before : before.slice(0, Math.max(0, before.lastIndexOf(".")));
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

function catalogue(root: string): unknown {
  if (!kept.has(root)) kept.set(root, JSON.parse(readFileSync(join(root, "messages/fr.json"), "utf8")));
  return kept.get(root);
}
