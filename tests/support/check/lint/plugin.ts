import type { Plugin, Rule } from "@oxlint/plugins";
import { boundedText } from "./bounded-text.ts";
import { commentWidth } from "./comment-width.ts";
import { docstring } from "./docstring.ts";
import { forbids, forbidsGlobals } from "./forbids.ts";
import { importPath } from "./import-path.ts";
import { messageExists } from "./message-exists.ts";
import { plainComments } from "./plain-comments.ts";
import { readOnce } from "./read-once.ts";
import { words } from "./words.ts";

const LETTER = String.raw`/\p{L}/u`;
const READ_ATTRIBUTE =
  "/^(aria-label|aria-description|aria-roledescription|aria-valuetext|title|alt|placeholder|label|summary)$/";
const PHYSICAL_STYLE =
  "/^(left|right|float|(margin|padding|border)(Left|Right).*|border(Top|Bottom)(Left|Right)Radius)$/";
/**
 * Classes with a physical side: ml-4 does not follow the direction of the text, ms-4 does. Variants (md:), a minus sign
 * and ! may precede.
 */
const PHYSICAL_CLASS = String.raw`/(^|\s)([a-z0-9\-\[\]&>*]+:)*!?-?((scroll-)?[mp][lr]-|(left|right)-(\d|\[|\(|px|auto|full)|text-(left|right)(\s|$)|(float|clear)-(left|right)(\s|$)|rounded-([lr]|[tb][lr])(-|\s|$)|border-[lr](-|\s|$))/`;

/** The rules of this project that a syntax tree can show. Where each is on stands in oxlint.config.ts. */
const rules: Readonly<Record<string, Rule>> = {
  clock: forbids(
    "The clock or chance is asked here. → Take `now: Instant` as the last argument; only lib/server/clock.ts asks the clock, and only lib/server/secrets.ts makes secrets.",
    "NewExpression[callee.name='Date'][arguments.length=0]",
    "CallExpression[callee.name='Date']",
    "MemberExpression[object.name='Date'][property.name='now']",
    "MemberExpression[object.name='Math'][property.name='random']",
  ),
  environment: forbids(
    "The environment is read here. → Add the setting to lib/server/env.ts and take it from `env`.",
    "MemberExpression[object.name='process'][property.name='env']",
  ),
  "environment-passed-on": forbids(
    "A command reads the environment here. → Read the setting from lib/server/env.ts; a command may only hand the whole environment to the process it starts (`{ ...process.env }`).",
    ":not(SpreadElement) > MemberExpression[object.name='process'][property.name='env']",
  ),
  "date-in-time": forbidsGlobals(
    "`Date` is used outside lib/time and lib/server. → Use `Instant` and the functions of lib/time (say.ts, zone.ts).",
    ["Date"],
  ),
  "core-alone": forbidsGlobals(
    "The core uses what only the server or the browser has. → Pass what is needed as an argument; the server layer (lib/server) owns processes, network, timers and logs.",
    [
      "process",
      "console",
      "crypto",
      "performance",
      "window",
      "document",
      "navigator",
      "localStorage",
      "globalThis",
      "Buffer",
      "fetch",
      "setTimeout",
      "setInterval",
      "setImmediate",
      "queueMicrotask",
      "require",
    ],
  ),
  "named-export": forbids(
    "A default export has no name to find it by. → Export it under the name of its file; only app/ and root configuration files have default exports.",
    "ExportDefaultDeclaration",
  ),
  "whole-suite": forbids(
    "A test is singled out, skipped or put off. → Fix it or delete it; the suite runs whole.",
    "MemberExpression[object.name=/^(test|it|describe)$/][property.name=/^(only|skip|todo|failing)$/]",
    "CallExpression[callee.name=/^(xit|xtest|xdescribe|fit|fdescribe)$/]",
  ),
  "hollow-test": forbids(
    "A constant is expected to be itself. → Expect what the service does: it must fail when the code is broken.",
    "CallExpression[callee.name='expect'] > Literal.arguments",
  ),
  words,
  "attribute-words": forbids(
    'Words for people are written in the code. → Put the sentence in messages/<locale>.json (four locales) and show it with t("key").',
    `JSXAttribute[name.name=${READ_ATTRIBUTE}] > Literal[value=${LETTER}]`,
    `JSXAttribute[name.name=${READ_ATTRIBUTE}] > JSXExpressionContainer > Literal[value=${LETTER}]`,
    `JSXAttribute[name.name=${READ_ATTRIBUTE}] > JSXExpressionContainer > TemplateLiteral > TemplateElement[value.raw=${LETTER}]`,
  ),
  direction: forbids(
    "This class does not turn round for Arabic. → Use the logical one: ms- me- ps- pe- start- end- text-start text-end rounded-s- border-e-.",
    `Literal[value=${PHYSICAL_CLASS}]`,
    `TemplateElement[value.raw=${PHYSICAL_CLASS}]`,
  ),
  "style-direction": forbids(
    "This style does not turn round for Arabic. → Use the logical property: marginInlineStart, insetInlineEnd.",
    `JSXAttribute[name.name='style'] Property[key.name=${PHYSICAL_STYLE}]`,
  ),
  "assets-of-our-own": forbids(
    "Something is loaded from another site. → Put the file in public/ or take it from a package: nothing is fetched elsewhere at run time or at build time.",
    "JSXAttribute[name.name=/^(src|srcSet|poster)$/] Literal[value=/^(https?:)?\\u002F\\u002F/]",
    "ImportDeclaration[source.value='next/font/google']",
  ),
  "own-sentence": forbids(
    "What Next.js shows for notFound() is made in the browser: a blank page without script. → Show <Lost /> or a sentence of your own in <SiteFrame>; a secret link redirects to a page that proxy.ts gives the status 404 (docs/decisions/without-database.md).",
    "ImportDeclaration[source.value='next/navigation'] > ImportSpecifier[imported.name='notFound']",
  ),
  "turn-of-the-actor": forbids(
    "A use case that knows who asks takes the turn of the service. → Pass the actor to `transaction`: what staff do goes before a crowd (docs/api.md#overload).",
    "Program:has(ImportSpecifier[imported.name=/Actor$/]) CallExpression[callee.name=/^(transaction|plainTransaction)$/] > Literal[value='service'].arguments",
  ),
  "notice-after-commit": forbids(
    "A notice is sent here. → Call `notifyAfterCommit` (lib/server/queue/notify-followers.ts): PostgreSQL lets one notifying transaction commit at a time; lib/server/live/notices.ts alone sends them, many in one statement.",
    "TemplateElement[value.raw=/pg_notify|\\bNOTIFY\\b/]",
    "Literal[value=/pg_notify|\\bNOTIFY\\b/]",
  ),
  "one-name-a-statement": forbids(
    "A list of values is declared as a list of names. → Give each name its own statement.",
    "VariableDeclarator[id.type='ArrayPattern'] > ArrayExpression.init:not(:has(> SpreadElement))",
  ),
  docstring,
  "plain-comments": plainComments,
  "comment-width": commentWidth,
  "message-exists": messageExists,
  "import-path": importPath,
  "read-once": readOnce,
  "bounded-text": boundedText,
};

export default { meta: { name: "project" }, rules } satisfies Plugin;
