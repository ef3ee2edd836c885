import ts from "typescript";

/** The messages that one file may use: a namespace, and a pattern of the keys below it. */
export type UsedKeys = { readonly namespace: string; readonly keys: RegExp };

const MAKERS: readonly string[] = ["useTranslations", "getTranslations", "translatorIn"];

/**
 * The messages that a source file uses. For a key computed at run time, every literal string of the file may be the
 * key: too many count as used, never too few.
 */
export function usedKeys(file: string, text: string): readonly UsedKeys[] {
  if (!MAKERS.some((maker) => text.includes(maker))) return [];
  const nodes = below(parse(file, text));
  const calls = nodes.filter(ts.isCallExpression);
  const makers = calls.filter((call) => MAKERS.includes(call.expression.getText()));
  const everything = () => nodes.flatMap(writtenAt);
  return makers.flatMap((maker) => {
    const name = variableOf(maker);
    const keys = calls
      .filter((call) => (name === undefined ? unwrapped(call.expression) === maker : translatorOf(call) === name))
      .flatMap(({ arguments: [key] }) => (key ? keysIn(key, everything) : []));
    return keys.length === 0
      ? []
      : namespacesOf(maker).map((namespace) => ({ namespace, keys: new RegExp(`^(?:${keys.join("|")})$`, "u") }));
  });
}

/** The property names that a source file reads: a.name, { name }. */
export const readIn = (file: string, text: string): readonly string[] =>
  below(parse(file, text)).flatMap((node) =>
    ts.isPropertyAccessExpression(node)
      ? [node.name.text]
      : ts.isBindingElement(node)
        ? [(node.propertyName ?? node.name).getText()]
        : [],
  );

const parse = (file: string, text: string): ts.SourceFile =>
  ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);

/** The translator of a call: `t` of t(…), t.rich(…), t.markup(…) and t.raw(…). */
const translatorOf = ({ expression }: ts.CallExpression): string =>
  ts.isPropertyAccessExpression(expression) && ["rich", "markup", "raw"].includes(expression.name.text)
    ? expression.expression.getText()
    : expression.getText();

/** The literal parts of a key as patterns; where a part is computed at run time, every literal string of the file. */
function keysIn(key: ts.Expression, everything: () => readonly string[]): readonly string[] {
  if (ts.isConditionalExpression(key))
    return [...keysIn(key.whenTrue, everything), ...keysIn(key.whenFalse, everything)];
  if (ts.isParenthesizedExpression(key) || ts.isAsExpression(key)) return keysIn(key.expression, everything);
  const written = writtenAt(key);
  return written.length > 0 ? written : everything();
}

/** A literal string as a pattern; `${…}` of a template matches any key. */
function writtenAt(node: ts.Node): readonly string[] {
  if (ts.isStringLiteralLike(node)) return [RegExp.escape(node.text)];
  if (!ts.isTemplateExpression(node)) return [];
  return [
    [node.head, ...node.templateSpans.map(({ literal }) => literal)]
      .map(({ text }) => RegExp.escape(text))
      .join("[\\w.-]+"),
  ];
}

/** The namespaces a translator may have been made for: the literals in its argument, "" for all. */
function namespacesOf({ arguments: given }: ts.CallExpression): readonly string[] {
  const written = given
    .flatMap((one) => [one, ...below(one)])
    .filter(ts.isStringLiteral)
    .map(({ text }) => text);
  return written.length > 0 ? written : [""];
}

/** The variable that holds the translator, alone or in a destructured array; undefined where it is called at once. */
function variableOf(maker: ts.CallExpression): string | undefined {
  const value = awaited(maker);
  if (ts.isVariableDeclaration(value.parent)) return value.parent.name.getText();
  if (!ts.isArrayLiteralExpression(value.parent)) return undefined;
  const list = value.parent;
  const pattern = ancestor(list, ts.isVariableDeclaration)?.name;
  const element =
    pattern && ts.isArrayBindingPattern(pattern)
      ? pattern.elements[list.elements.indexOf(value as ts.Expression)]
      : undefined;
  return element && ts.isBindingElement(element) ? element.name.getText() : undefined;
}

const awaited = (node: ts.Node): ts.Node => (ts.isAwaitExpression(node.parent) ? awaited(node.parent) : node);

const unwrapped = (node: ts.Node): ts.Node =>
  ts.isParenthesizedExpression(node) || ts.isAwaitExpression(node) ? unwrapped(node.expression) : node;

function ancestor<Kind extends ts.Node>(node: ts.Node, is: (one: ts.Node) => one is Kind): Kind | undefined {
  return is(node) ? node : node.parent && ancestor(node.parent, is);
}

const below = (node: ts.Node): ts.Node[] => {
  const found: ts.Node[] = [];
  node.forEachChild((child) => void found.push(child, ...below(child)));
  return found;
};
