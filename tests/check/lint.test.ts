import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Breach } from "#tests/support/check/breach.ts";
import { breachesIn, type Tree } from "#tests/support/planted-tree.ts";

/** What the rules read beside the file they look at: our own settings, over this tree, and those of the compiler. */
const base: Tree = {
  "package.json": JSON.stringify({ name: "toy", type: "module" }),
  "oxlint.config.ts": `export { default } from ${JSON.stringify(join(process.cwd(), "oxlint.config.ts"))};\n`,
  "tsconfig.json": JSON.stringify({ compilerOptions: { target: "es2024", jsx: "react-jsx", types: [], noEmit: true } }),
  "messages/fr.json": JSON.stringify({ queue: { nobodyWaits: "Personne n’attend.", topics: { caf: "CAF" } } }),
  "messages/team/fr.json": JSON.stringify({ staff: { title: "Coordination" } }),
};

/** A tree in which each rule of the linter has something near to look at, and nothing to say. */
const clean: Tree = {
  "lib/queue/visit.ts": `/** Half-open; \`window\` is a parameter here, not the browser. */\nexport const spanOf = (window: { from: number }): number => window.from;\n`,
  "lib/time/say.ts": `/** Minutes of the day. */\nexport const minuteOf = (moment: number): number => new Date(moment).getUTCMinutes();\n`,
  "lib/server/clock.ts": `/** The clock. */\nexport const now = (): number => Date.now() + new Date().getTime();\n`,
  "components/tablet/device/clock.ts": `export const elapsed = (since: number): number => Date.now() - since;\n`,
  "i18n/languages.ts": `export const languages = { fr: "Français" };\n`,
  "lib/server/env.ts": `export const env = process.env;\n`,
  "scripts/demo.ts": `export const environment = { ...process.env, APP_ENV: "demo" };\n`,
  "components/queue/board.tsx": `import { useTranslations } from "next-intl";
export function Board({ number, topic }: { number: number; topic: string }) {
  const t = useTranslations("queue");
  return <p className="ms-4 text-start border-s-2 start-0 wml-4" title={t("nobodyWaits")} style={{ marginInlineStart: 4 }}>{t("nobodyWaits")} · {number} {t(\`topics.\${topic}\`)}<img src="/pictures/1.svg" alt="" /></p>;
}
`,
  "components/staff/heading.tsx": `import { useTranslations } from "next-intl";
export function Heading() {
  const t = useTranslations("staff");
  return <h1>{t("title")}</h1>;
}
`,
  "app/[locale]/page.tsx": `import { getTranslations } from "next-intl/server";
export default async function HomePage() {
  const t = await getTranslations({ locale: "fr", namespace: "queue" });
  return <h1>{t("nobodyWaits")}</h1>;
}
`,
  "app/[locale]/lieux/page.tsx": `import { cache } from "react";
import { readPlace, readTopics } from "#lib/server/place/read-places.ts";
const placeOf = cache(readPlace);
export async function generateMetadata({ slug }) { return { title: (await placeOf(slug)).name, other: await readTopics() }; }
export default async function PlacePage({ slug }) { return <h1>{(await placeOf(slug)).name}</h1>; }
`,
  "lib/server/planning/close.ts": `import type { Actor } from "#lib/access/actor.ts";\nimport { transaction } from "#lib/server/db.ts";\n/** Closes. */\nexport const close = (actor: Actor) => transaction(() => "service", actor);\n`,
  "lib/server/privacy/erase.ts": `import { transaction } from "#lib/server/db.ts";\n/** Erases. */\nexport const erase = () => transaction(() => 1, "service");\n`,
  "lib/server/live/notices.ts":
    "/** Notifies. */\nexport const notify = (sql: (text: TemplateStringsArray) => void) => sql`SELECT pg_notify('board', '')`;\n",
  "tests/lib/visit.test.ts": `const minutes = Number(process.env["MINUTES"] ?? 1);\ntest("waits", () => { expect(minutes).toBe(1); });\n`,
};

const line = (path: string, text: string): Tree => ({ [path]: `${text}\n` });
const shown = (inside: string, before = ""): Tree =>
  line("components/queue/call.tsx", `${before}export const Call = () => ${inside};`);
const translatedBy = (made: string, call: string): Tree =>
  line(
    "app/[locale]/page.tsx",
    `import { getTranslations } from "next-intl/server"; export default async function Page() { const ${made}; return <p>{${call}}</p>; }`,
  );
const translated = (call: string, namespace = '"queue"'): Tree =>
  translatedBy(`t = await getTranslations(${namespace})`, call);

/** One breach, or several that a rule must not miss, for each rule that oxlint.config.ts turns on. */
const planted = {
  "no-warning-comments": { "a promise": line("lib/queue/call.ts", "// TODO: the absent") },
  eqeqeq: { "two signs": line("lib/queue/call.ts", "export const same = 1 == 2;") },
  "prefer-const": { "a let": line("lib/queue/call.ts", "let same = 1;\nexport { same };") },
  "typescript/no-explicit-any": { any: line("lib/queue/call.ts", "export type Call = any;") },
  "typescript/ban-ts-comment": {
    "an ignored error": line("lib/queue/call.ts", "// @ts-ignore\nexport const call = 1;"),
  },
  "no-unused-vars": {
    "an unused name": line("lib/queue/call.ts", "const left = 1;\nexport const call = 2;"),
  },
  "no-silencing": {
    "every rule of a file": line("lib/queue/call.ts", `/* ${"oxlint"}-disable eqeqeq */\nexport const call = 1;`),
    "the rules of a line": line("lib/queue/call.ts", `// ${"eslint"}-disable-next-line\nexport const call = 1;`),
  },
  "project/clock": {
    "new Date()": line("lib/server/queue/call.ts", "export const at = new Date();"),
    "Date.now()": line("app/[locale]/lieux/page.tsx", "export const at = Date.now();"),
    "Date()": line("tests/lib/call.test.ts", "export const at = Date();"),
    "Math.random()": line("components/queue/call.tsx", "export const chance = Math.random();"),
  },
  "project/environment": {
    "a page": line("app/[locale]/lieux/page.tsx", `export const url = process.env["APP_URL"];`),
    "the server layer": line("lib/server/queue/call.ts", "export const url = process.env.APP_URL;"),
  },
  "project/environment-passed-on": {
    "a command": line("scripts/demo.ts", `export const url = process.env["APP_URL"];`),
  },
  "project/date-in-time": {
    "a Date": line("components/queue/call.tsx", "export const at = new Date(5);"),
    "its type": line("lib/queue/call.ts", "export type Call = { at: Date };"),
  },
  "project/core-alone": {
    "a log": line("lib/queue/call.ts", `console.log("called");`),
    "the network": line("lib/queue/call.ts", `export const board = fetch("/board");`),
  },
  "project/named-export": {
    "the core": line("lib/queue/call.ts", "export default 1;"),
    "a component": line("components/queue/call.tsx", "export default 1;"),
  },
  "project/whole-suite": {
    only: line("tests/lib/call.test.ts", `test.only("calls", () => {});`),
    skip: line("tests/lib/call.test.ts", `describe.skip("calls", () => {});`),
    x: line("tests/lib/call.test.ts", `xtest("calls", () => {});`),
  },
  "project/hollow-test": {
    "a constant": line("tests/lib/call.test.ts", `test("calls", () => { expect(true).toBe(true); });`),
  },
  "project/import-path": {
    "the folder above": line("lib/queue/call.ts", `import { may } from "../access/may.ts";\nexport const call = may;`),
    "two folders above": line("app/[locale]/lieux/page.tsx", `import "../../globals.css";`),
    "a type": line("lib/server/queue/call.ts", `export type { Visit } from "../../queue/visit.ts";`),
    "everything of a file": line("tests/lib/call.test.ts", `export * from "../../lib/queue/call.ts";`),
    "when it is needed": line("scripts/demo.ts", `export const seed = () => import("../prisma/seed/seed.ts");`),
    "by its type": line("components/queue/call.tsx", `export type Call = import("../ui/button.tsx").Button;`),
    "its own folder by name": line("lib/queue/call.ts", `export { visit } from "#lib/queue/visit.ts";`),
    "below its own folder by name": line("lib/queue/call.ts", `export { call } from "#lib/queue/acts/call.ts";`),
  },
  "project/words": {
    "between tags": shown("<p>Appeler le suivant</p>"),
    "in braces": shown(`<p>{"Appeler"}</p>`),
    "by a choice": shown(`<p>{open ? "Ouvert" : null}</p>`, "const open = 1; "),
    "with a hole": shown("<p>{`Table ${1}`}</p>"),
    "French elsewhere": line("lib/server/queue/call.ts", `export const said = "Le 15 est déjà appelé.";`),
  },
  "project/attribute-words": {
    "a label": shown(`<button aria-label="Appeler" />`),
    "in braces": shown(`<img alt={"Un arbre"} />`),
    "with a hole": shown("<p title={`Table ${1}`} />"),
  },
  "project/direction": {
    "a margin": shown(`<p className="mt-2 ml-4" />`),
    "at a width": shown(`<p className="md:-mr-2" />`),
    "a place": shown(`<p className="left-0" />`),
    "a text": shown(`<p className="text-right" />`),
    "an edge": shown(`<p className="border-l-2" />`),
    "a corner": shown("<p className={`p-2 rounded-tl ${1}`} />"),
    "kept aside": line("components/queue/call.tsx", `export const edge = "hover:pl-2";`),
  },
  "project/style-direction": { "a margin": shown(`<p style={{ marginLeft: 4 }} />`) },
  "project/assets-of-our-own": {
    "a picture": shown(`<img alt="" src="https://elsewhere.example/a.png" />`),
    "a font": line("app/fonts.ts", `import { Lexend } from "next/font/google"; export const font = Lexend;`),
  },
  "project/own-sentence": {
    "a page": line(
      "app/[locale]/lieux/page.tsx",
      `import { notFound } from "next/navigation"; export default notFound;`,
    ),
  },
  "project/read-once": {
    "a place": line(
      "app/[locale]/lieux/page.tsx",
      `import { readPlace } from "#lib/server/place/read-places.ts"; export async function generateMetadata() { return { title: await readPlace("a") }; } export default async function Page() { return <h1>{await readPlace("a")}</h1>; }`,
    ),
    "asked with others": line(
      "app/[locale]/lieux/page.tsx",
      `import { readPlace } from "#lib/server/place/read-places.ts"; export default async function Page() { return <h1>{await Promise.all([readPlace("a")])}</h1>; } export async function generateMetadata() { const [title] = await Promise.all([readPlace("a")]); return { title }; }`,
    ),
  },
  "project/bounded-text": {
    "a text": line("lib/wire/place/name.ts", `import { z } from "zod"; export const name = z.string().trim().min(1);`),
    "a day": line("lib/wire/place/name.ts", `import { z } from "zod"; export const from = z.iso.date().optional();`),
  },
  "project/turn-of-the-actor": {
    "a use case": line(
      "lib/server/planning/close.ts",
      `import type { Actor } from "#lib/access/actor.ts"; import { transaction } from "#lib/server/db.ts"; /** Closes. */ export const close = (actor: Actor) => transaction(() => actor, "service");`,
    ),
    "in plain statements": line(
      "lib/server/booking/hold.ts",
      `import type { StaffActor } from "#lib/server/auth/options.ts"; import { plainTransaction } from "#lib/server/db.ts"; /** Holds. */ export const hold = (actor: StaffActor) => plainTransaction(async () => actor, "service");`,
    ),
  },
  "project/notice-after-commit": {
    "inside an act": line(
      "lib/server/queue/call.ts",
      "/** Calls. */\nexport const call = (sql: (text: TemplateStringsArray, id: number) => void) => sql`SELECT pg_notify('permanence', ${1})::text`;",
    ),
    "as a command": line("lib/server/booking/save.ts", `/** Notifies. */\nexport const notify = "NOTIFY permanence";`),
  },
  "project/one-name-a-statement": {
    "two names": line("lib/queue/call.ts", "const [first, second] = [1, 2];\nexport const both = first + second;"),
  },
  "project/comment-width": {
    "a wide line": line("lib/queue/call.ts", `// ${"word ".repeat(30)}\nexport const call = 1;`),
  },
  "project/plain-comments": {
    "a person by a pronoun": line("lib/queue/call.ts", "// She is called once.\nexport const call = 1;"),
    "a word of our own": line("components/queue/call.tsx", "/** The deed of calling. */\nexport const call = 1;"),
  },
  "project/docstring": {
    "a function": line("lib/queue/call.ts", "// calls\nexport function call() {}"),
    "an arrow": line("lib/server/queue/call.ts", "export const call = () => 1;"),
  },
  "project/message-exists": {
    "a key": translated(`t("nobodyCalls")`),
    rich: translated(`t.rich("nobodyCalls")`),
    "a namespace": translated(`t("nobodyWaits")`, '"line"'),
    "in an object": translated(`t("nobodyCalls")`, '{ locale: "fr", namespace: "queue" }'),
    "before a hole": translated("t(`places.${1}`)"),
    "one of two": translated(`t(1 > 2 ? "nobodyWaits" : "nobodyCalls")`),
    "beside another": translatedBy(`[other, t] = [1, await getTranslations("queue")]`, `[other, t("nobodyCalls")]`),
    "of translators made together": translatedBy(
      `[t, other] = await Promise.all([getTranslations("queue"), getTranslations("queue.topics")])`,
      `[t("nobodyWaits"), other("msa")]`,
    ),
  },
  "typescript/no-floating-promises": {
    "a promise that nobody waits for": line(
      "lib/server/queue/call.ts",
      "/** Calls. */\nexport const call = async (): Promise<void> => {};\ncall();",
    ),
  },
  "typescript/no-misused-promises": {
    "a promise as a condition": line(
      "lib/server/queue/call.ts",
      "declare const open: () => Promise<boolean>;\nexport const said = open() ? 1 : 2;",
    ),
    "a promise for a callback": line(
      "components/queue/call.tsx",
      "declare const each: (done: () => void) => void;\neach(async () => {});",
    ),
  },
  "react-hooks/rules-of-hooks": {
    "a hook by a choice": shown(
      "<p />",
      `import { useId } from "react"; export const useCall = (on: boolean) => (on ? useId() : ""); `,
    ),
  },
  "react-hooks/exhaustive-deps": {
    "an effect that reads more than it names": line(
      "components/queue/call.tsx",
      `import { useEffect } from "react"; export function useCall(number: number) { useEffect(() => { document.title = String(number); }, []); }`,
    ),
  },
  "jsx-a11y/alt-text": { "a picture without text": shown(`<img src="/a.png" />`) },
  "jsx-a11y/anchor-has-content": { "a link with nothing in it": shown(`<a href="/lieux" />`) },
  "jsx-a11y/anchor-is-valid": { "a link to nowhere": shown(`<a href="#">1</a>`) },
  "jsx-a11y/aria-activedescendant-has-tabindex": {
    "a list that takes no focus": shown(`<div aria-activedescendant="a" />`),
  },
  "jsx-a11y/aria-props": { "an unknown attribute": shown(`<p aria-labelledb="a" />`) },
  "jsx-a11y/aria-proptypes": { "a value of another type": shown(`<p aria-hidden="1" />`) },
  "jsx-a11y/aria-role": { "an unknown role": shown(`<p role="datepicker" />`) },
  "jsx-a11y/aria-unsupported-elements": { "a role of what is not shown": shown(`<meta aria-hidden="true" />`) },
  "jsx-a11y/autocomplete-valid": { "an unknown purpose": shown(`<input type="text" autoComplete="telephone" />`) },
  "jsx-a11y/click-events-have-key-events": { "a touch only": shown("<p onClick={() => {}} />") },
  "jsx-a11y/heading-has-content": { "an empty heading": shown("<h2 />") },
  "jsx-a11y/html-has-lang": { "a page in no language": shown("<html />") },
  "jsx-a11y/iframe-has-title": { "a frame without title": shown(`<iframe src="/a" />`) },
  "jsx-a11y/img-redundant-alt": {
    "an image of an image": shown("<img src={a} alt={`image ${a}`} />", "const a = 1; "),
  },
  "jsx-a11y/interactive-supports-focus": {
    "a button without focus": shown(`<span role="button" onClick={() => {}} onKeyDown={() => {}} />`),
  },
  "jsx-a11y/label-has-associated-control": { "a label of nothing": shown("<label>1</label>") },
  "jsx-a11y/media-has-caption": { "a film without captions": shown(`<video src="/a.mp4" />`) },
  "jsx-a11y/mouse-events-have-key-events": { "a pointer only": shown("<p onMouseOver={() => {}} />") },
  "jsx-a11y/no-access-key": { "a key of its own": shown(`<button accessKey="a" />`) },
  "jsx-a11y/no-autofocus": { "a field that takes the focus": shown("<input autoFocus />") },
  "jsx-a11y/no-distracting-elements": { "a running text": shown("<marquee />") },
  "jsx-a11y/no-interactive-element-to-noninteractive-role": {
    "a button that is a picture": shown(`<button role="img" />`),
  },
  "jsx-a11y/no-noninteractive-element-interactions": { "a heading to touch": shown("<h2 onClick={() => {}}>1</h2>") },
  "jsx-a11y/no-noninteractive-element-to-interactive-role": {
    "a heading that is a button": shown(`<h2 role="button">1</h2>`),
  },
  "jsx-a11y/no-noninteractive-tabindex": { "a stop that does nothing": shown("<p tabIndex={0} />") },
  "jsx-a11y/no-redundant-roles": { "a button as a button": shown(`<button role="button" />`) },
  "jsx-a11y/no-static-element-interactions": { "a box to touch": shown("<div onClick={() => {}} />") },
  "jsx-a11y/role-has-required-aria-props": { "a box that says no state": shown(`<span role="checkbox" />`) },
  "jsx-a11y/role-supports-aria-props": { "a checked link": shown(`<a href="/lieux" aria-checked>1</a>`) },
  "jsx-a11y/scope": { "a scope outside a table": shown(`<p scope="col" />`) },
  "jsx-a11y/tabindex-no-positive": { "an order of its own": shown(`<button tabIndex={5} />`) },
} satisfies Record<string, Record<string, Tree>>;

/** Each in a file of its own: the rules go by the folder and the ending of a file. */
const cases = Object.entries<Record<string, Tree>>(planted)
  .flatMap(([rule, trees]) =>
    Object.entries(trees).map(([title, tree]) => {
      const [[path = "", text = ""] = []] = Object.entries(tree);
      return { rule, title, path, text };
    }),
  )
  .map((one, index) => ({ ...one, file: one.path.replace(/[^/]+?(?=(\.test)?\.tsx?$)/, `planted-${index}`) }));
let found: Record<"clean" | "planted", readonly Breach[]>;

beforeAll(async () => {
  found = await breachesIn("lint", base, {
    clean,
    planted: Object.fromEntries(cases.map(({ file, text }) => [file, text])),
  });
}, 60_000);

test("a tree that keeps the rules has no breach", () => {
  expect(found.clean).toEqual([]);
});

test.each(cases)("$rule: $title is seen at its line, with where the code should go", ({ rule, file, text }) => {
  const breaches = found.planted.filter((breach) => breach.rule === rule && breach.file === file);
  expect(breaches).not.toEqual([]);
  for (const { line: at, wrong, instead } of breaches) {
    expect(at).toBeLessThanOrEqual(text.trimEnd().split("\n").length);
    expect(wrong).toMatch(/^\S.{5,}/);
    expect(instead).toMatch(/^\S.{15,}[.:)]$/);
  }
});

test("every rule that the configuration turns on is planted here", () => {
  const tell =
    "const { default: { rules, overrides } } = await import('./oxlint.config.ts'); console.log(JSON.stringify([rules, ...overrides.map(({ rules }) => rules)]))";
  const blocks = JSON.parse(
    execFileSync(process.execPath, ["--input-type=module", "--eval", tell], { encoding: "utf8" }),
  ) as Record<string, unknown>[];
  const on = blocks.flatMap((rules) => Object.keys(rules).filter((rule) => rules[rule] !== "off"));
  expect([...new Set(on), "no-silencing"].sort()).toEqual(Object.keys(planted).sort());
});
