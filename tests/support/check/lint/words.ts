import type { Node, Rule } from "@oxlint/plugins";

type TextNode = Node & { value?: unknown };

/**
 * Text between tags, also in braces, and French in any string of a page, component or rule: it belongs in messages/.
 */
export const words: Rule = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      shown:
        '“{{ text }}” is written in the code. → Put the sentence in messages/<locale>.json (four locales) and show it with t("key").',
    },
  },
  create(context) {
    const report = (node: Node, text: string) =>
      context.report({ node, messageId: "shown", data: { text: text.trim().slice(0, 40) } });
    const tell = (text: (node: TextNode) => unknown, pattern: RegExp) => (node: Node) => {
      const found = text(node as TextNode);
      if (typeof found === "string" && pattern.test(found)) report(node, found);
    };
    const value = (node: TextNode) => node.value;
    const raw = (node: TextNode) => (node.value as { raw: string }).raw;
    return {
      JSXText: tell(value, /\p{L}/u),
      "JSXElement > JSXExpressionContainer > Literal": tell(value, /\p{L}/u),
      "JSXElement > JSXExpressionContainer > :matches(ConditionalExpression, LogicalExpression) > Literal": tell(
        value,
        /\p{L}/u,
      ),
      "JSXElement > JSXExpressionContainer > TemplateLiteral > TemplateElement": tell(raw, /\p{L}/u),
      ":not(JSXExpressionContainer, ConditionalExpression, LogicalExpression) > Literal": tell(value, FRENCH),
      ":not(JSXExpressionContainer) > TemplateLiteral > TemplateElement": tell(raw, FRENCH),
    };
  },
};

const FRENCH = /[éèêëàâîïôûùüçœÉÈÊÀÇŒ’«»]/;
