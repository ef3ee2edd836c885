import ts from "typescript";

/** What one file may say: a namespace, and what the keys below it look like. */
export type Saying = { readonly namespace: string; readonly keys: RegExp };

const MAKERS: readonly string[] = ["useTranslations", "getTranslations", "translatorIn"];

/** The sentences that a source file names. Of a key that is made while running, every written string of the file may be it: too many are seen as said, never too few. */
export function saidIn(file: string, text: string): readonly Saying[] {
  if (!MAKERS.some((maker) => text.includes(maker))) return [];
  const nodes = below(parse(file, text));
  const calls = nodes.filter(ts.isCallExpression);
  const makers = calls.filter((call) => MAKERS.includes(call.expression.getText()));
  const everything = () => nodes.flatMap(writtenAt);
  return makers.flatMap((maker) => {
    const name = variableOf(maker);
    const said = calls
      .filter((call) => (name === undefined ? unwrapped(call.expression) === maker : speakerOf(call) === name))
      .flatMap(({ arguments: [key] }) => (key ? keysIn(key, everything) : []));
    return said.length === 0
      ? []
      : namespacesOf(maker).map((namespace) => ({ namespace, keys: new RegExp(`^(?:${said.join("|")})$`, "u") }));
  });
}

/** The names by which a source file reads what it was given: a.name, { name }. */
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

/** `t` of t(…), t.rich(…) and their kind. */
const speakerOf = ({ expression }: ts.CallExpression): string =>
  ts.isPropertyAccessExpression(expression) && ["rich", "markup", "raw"].includes(expression.name.text)
    ? expression.expression.getText()
    : expression.getText();

/** What is written out in the key, and all that the file writes where a part of it is known only while running. */
function keysIn(key: ts.Expression, everything: () => readonly string[]): readonly string[] {
  if (ts.isConditionalExpression(key))
    return [...keysIn(key.whenTrue, everything), ...keysIn(key.whenFalse, everything)];
  if (ts.isParenthesizedExpression(key) || ts.isAsExpression(key)) return keysIn(key.expression, everything);
  const written = writtenAt(key);
  return written.length > 0 ? written : everything();
}

/** A string as it is written, as a pattern; any key may stand in the hole of a template. */
function writtenAt(node: ts.Node): readonly string[] {
  if (ts.isStringLiteralLike(node)) return [RegExp.escape(node.text)];
  if (!ts.isTemplateExpression(node)) return [];
  return [
    [node.head, ...node.templateSpans.map(({ literal }) => literal)]
      .map(({ text }) => RegExp.escape(text))
      .join("[\\w.-]+"),
  ];
}

/** The namespaces a translator may have been made for: those written in what it was given, "" for all. */
function namespacesOf({ arguments: given }: ts.CallExpression): readonly string[] {
  const written = given
    .flatMap((one) => [one, ...below(one)])
    .filter(ts.isStringLiteral)
    .map(({ text }) => text);
  return written.length > 0 ? written : [""];
}

/** The variable in which it is kept, alone or beside others; undefined where it is used at once. */
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
