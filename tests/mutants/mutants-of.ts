import ts from "typescript";
import type { Mutant } from "./mutant.ts";

/** The characters from `start` to `end` become `text`. */
type TextChange = { readonly start: number; readonly end: number; readonly text: string };

const OPERATORS: Readonly<Record<string, string>> = {
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "===": "!==",
  "!==": "===",
  "&&": "||",
  "||": "&&",
  "??": "&&",
  "+": "-",
  "-": "+",
  "*": "/",
  "/": "*",
  "%": "*",
  "+=": "-=",
  "-=": "+=",
};

const METHODS: Readonly<Record<string, string>> = {
  some: "every",
  every: "some",
  find: "findLast",
  findLast: "find",
  startsWith: "endsWith",
  endsWith: "startsWith",
  min: "max",
  max: "min",
  floor: "ceil",
  ceil: "floor",
  round: "floor",
};

/** Methods that are left out with their arguments. */
const LEFT_OUT = ["filter", "slice", "toSorted", "toReversed", "trim"];

/** Keys of a question to the database in the words of Prisma. */
const KEYS: Readonly<Record<string, string>> = {
  lt: "lte",
  lte: "lt",
  gt: "gte",
  gte: "gt",
  not: "equals",
  in: "notIn",
  notIn: "in",
};

/** Operators in the text of a statement. One that sets a value is left alone: `=` may be that. */
const SQL: Readonly<Record<string, string>> = {
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "<>": "=",
  AND: "OR",
  OR: "AND",
  "IS NULL": "IS NOT NULL",
  "IS NOT NULL": "IS NULL",
  "IS DISTINCT FROM": "IS NOT DISTINCT FROM",
  "IS NOT DISTINCT FROM": "IS DISTINCT FROM",
  "NOT EXISTS": "EXISTS",
  DESC: "ASC",
};
const IN_SQL = /(?<=\s)(?:[<>]=?|<>)(?=\s|$)|\b(?:AND|OR|IS (?:NOT )?(?:NULL|DISTINCT FROM)|NOT EXISTS|DESC)\b/gu;

/**
 * Every mutant of a TypeScript source: one operator, guard, condition, boolean, number or method of a list changed, in
 * code and in the statements that it sends to the database. Texts, types and what is only logged are left alone. A
 * change that would touch several lines is none.
 */
export function mutantsOf(file: string, source: string): readonly Mutant[] {
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const changes: TextChange[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || isLogged(node) || isChoiceOfColumns(node)) return;
    changes.push(...changesOf(node));
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return changes.flatMap((change) => asMutant(file, source, change));
}

function changesOf(node: ts.Node): readonly TextChange[] {
  const of = (part: ts.Node, text: string | undefined): readonly TextChange[] =>
    text === undefined ? [] : [{ start: part.getStart(), end: part.getEnd(), text }];
  if (ts.isBinaryExpression(node))
    return mixes(node) ? [] : of(node.operatorToken, OPERATORS[node.operatorToken.getText()]);
  if (ts.isPrefixUnaryExpression(node))
    return [ts.SyntaxKind.ExclamationToken, ts.SyntaxKind.MinusToken].includes(node.operator)
      ? [{ start: node.getStart(), end: node.operand.getStart(), text: "" }]
      : [];
  if (node.kind === ts.SyntaxKind.TrueKeyword) return of(node, "false");
  if (node.kind === ts.SyntaxKind.FalseKeyword) return of(node, "true");
  if (ts.isNumericLiteral(node)) return isKey(node) || isSign(node) ? [] : of(node, anotherNumber(node.getText()));
  if (ts.isStringLiteral(node)) return of(node, { asc: '"desc"', desc: '"asc"' }[node.text]);
  if (ts.isIfStatement(node) || ts.isWhileStatement(node)) return of(node.expression, "false");
  if (ts.isConditionalExpression(node)) return ["true", "false"].flatMap((always) => of(node.condition, always));
  if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) return of(node.name, lookedUp(KEYS, node.name.text));
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { name, expression } = node.expression;
    if (LEFT_OUT.includes(name.text)) return [{ start: expression.getEnd(), end: node.getEnd(), text: "" }];
    return of(name, lookedUp(METHODS, name.text));
  }
  if (ts.isTaggedTemplateExpression(node) && /(?:raw|sql)$/iu.test(node.tag.getText()))
    return inStatement(node.template);
  return [];
}

const lookedUp = (table: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** A number that is one more; a fraction becomes half. */
const anotherNumber = (written: string): string => {
  const number = Number(written.replaceAll("_", ""));
  return String(Number.isInteger(number) ? number + 1 : number / 2);
};

const isKey = (node: ts.Node): boolean => ts.isPropertyAssignment(node.parent) && node.parent.name === node;

/** The number of a minus, which is changed by itself, and the 1 of a comparison that answers with -1 or 1. */
const isSign = ({ parent }: ts.Node): boolean =>
  ts.isPrefixUnaryExpression(parent) ||
  (ts.isConditionalExpression(parent) && [parent.whenTrue, parent.whenFalse].some(ts.isPrefixUnaryExpression));

/** Texts that are joined, and `??` beside another `??`, which JavaScript does not let stand beside `&&`. */
const mixes = ({ operatorToken, left, right, parent }: ts.BinaryExpression): boolean =>
  operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken
    ? [left, right, parent].some(
        (other) => ts.isBinaryExpression(other) && other.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken,
      )
    : operatorToken.kind === ts.SyntaxKind.PlusToken && [left, right].some(isText);

const isText = (node: ts.Node): boolean => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);

const isLogged = (node: ts.Node): boolean =>
  ts.isCallExpression(node) && /^(?:log|console)(?:[.A-Z]|$)/u.test(node.expression.getText());

/** Which columns a read brings: without one of them the code after it has nothing to work with. */
function isChoiceOfColumns(node: ts.Node): boolean {
  if (ts.isPropertyAssignment(node)) return ["select", "include", "omit"].includes(node.name.getText());
  if (!ts.isObjectLiteralExpression(node)) return false;
  const values = node.properties.flatMap((property) =>
    ts.isPropertyAssignment(property) ? property.initializer.kind : [],
  );
  const chosen = values.filter((kind) => kind === ts.SyntaxKind.TrueKeyword);
  return chosen.length > 1 && !values.includes(ts.SyntaxKind.FalseKeyword);
}

function inStatement(template: ts.TemplateLiteral): readonly TextChange[] {
  const parts = ts.isTemplateExpression(template)
    ? [template.head, ...template.templateSpans.map(({ literal }) => literal)]
    : [template];
  return parts.flatMap((part) =>
    [...part.getText().matchAll(IN_SQL)].flatMap(({ 0: found, index }) => {
      const text = SQL[found];
      const start = part.getStart() + index;
      return text === undefined ? [] : [{ start, end: start + found.length, text }];
    }),
  );
}

function asMutant(file: string, source: string, { start, end, text }: TextChange): readonly Mutant[] {
  if (source.slice(start, end).trim().includes("\n")) return [];
  const from = start + (/^\s*/u.exec(source.slice(start, end))?.[0].length ?? 0);
  const lineStart = source.lastIndexOf("\n", from - 1) + 1;
  const lineEnd = source.indexOf("\n", end);
  const line = source.slice(lineStart, lineEnd < 0 ? undefined : lineEnd);
  const changed = `${line.slice(0, from - lineStart)}${text}${line.slice(end - lineStart)}`.trim();
  const occurrence =
    source
      .slice(0, lineStart)
      .split("\n")
      .filter((other) => other.trim() === line.trim()).length + 1;
  return [{ file, line: line.trim(), occurrence, changed }];
}
