import { basename } from "node:path";
import type { Breach, Check } from "./breach.ts";
import type { SourceTree } from "./tree.ts";

const CODE = /^(lib|app|components|tests|prisma|bench|i18n|scripts)\//;
/** Files whose words are looked at. */
const WORDS =
  /^(?:lib|app|components|tests|prisma|bench|i18n|scripts|messages|docs\/(?!glossary))[\w/-]*.*\.(?:tsx?|sql|prisma|json|md)$/;
const SAYS_NOTHING = /^(?:.*-)?(utils?|helpers?|services?|managers?|common|misc)$/;
const MODULES = ["outbox", "place", "schedule", "message", "queue", "booking", "calendar", "report"];
const CORE_MODULES = ["time", "access", "mail", ...MODULES];
const SERVER_MODULES = [
  "edge",
  "partitions",
  "journal",
  "auth",
  ...MODULES,
  "planning",
  "organisation",
  "privacy",
  "backup",
  "jobs",
  "outage",
  "live",
];
const TOP = [
  "app",
  "components",
  "data",
  "lib",
  "prisma",
  "i18n",
  "scripts",
  "tests",
  "messages",
  "docs",
  "public",
  "bench",
  "deploy",
  ".ci",
  ".github",
];

/**
 * Words that are not used for a thing, each with the one that is (docs/glossary.md). Of a word with a meaning of its
 * own, such as a table of the database, only names that cannot mean it.
 */
const ONE_WORD = [
  { word: /operator/iu, instead: "organisation" },
  { word: /(?:bookable|closed|planned|free|fewer|other|my|at[-_]?the)[-_]?tables?(?![a-z])/iu, instead: "desk" },
  { word: /weekly[-_]?rules?(?![a-z])|rule[-_]?(?:with|id|row)(?![a-z])/iu, instead: "series" },
];
/** Where the word has its meaning in a programming language. */
const OTHER_MEANING = /^tests\/(?:mutants\/|support\/check\/names\.ts$)/;

/**
 * Files are named after a thing or a use case, stand in a known module (docs/architecture.md#modules) and say one word
 * for one thing.
 */
export const names: Check = async (tree) => ({
  breaches: tree.files.flatMap((file) => [
    ...emptyNames(file),
    ...strangeLetters(file),
    ...unknownModule(file),
    ...otherWords(tree, file),
  ]),
  seen: `${tree.files.length} files`,
});

function emptyNames(file: string): Breach[] {
  if (!CODE.test(file)) return [];
  const parts = file.split("/").map((part) => part.replace(/\..*$/, ""));
  const bad =
    parts.find((part) => SAYS_NOTHING.test(part)) ?? (basename(file).startsWith("index.") ? "index" : undefined);
  return bad
    ? [
        breach(
          "file-name",
          file,
          `The name “${bad}” says nothing about what is inside.`,
          "Name the file after the thing (visit.ts) or the use case (call-next.ts) it exports; two things are two files.",
        ),
      ]
    : [];
}

function strangeLetters(file: string): Breach[] {
  if (!CODE.test(file) || !/\.(tsx?|mjs|css)$/.test(file)) return [];
  return /^[a-z0-9.-]+$/.test(basename(file))
    ? []
    : [
        breach(
          "file-name-letters",
          file,
          "A file name is in small letters with hyphens.",
          "Rename it like its export: callNext stands in call-next.ts.",
        ),
      ];
}

function otherWords(tree: SourceTree, file: string): Breach[] {
  if (!WORDS.test(file) || OTHER_MEANING.test(file)) return [];
  const text = tree.textOf(file);
  return ONE_WORD.flatMap(({ word, instead }) => {
    const [said] = word.exec(file) ?? word.exec(text) ?? [];
    if (said === undefined) return [];
    const wrong = `“${said}” is another word for “${instead}”.`;
    const line = text.split("\n").findIndex((one) => word.test(one)) + 1 || 1;
    return [{ ...breach("one-word", file, wrong, `Say “${instead}”, as docs/glossary.md does.`), line }];
  });
}

function unknownModule(file: string): Breach[] {
  const [top = "", second = "", third = ""] = file.split("/");
  const inFolder = file.includes("/");
  if (inFolder && !TOP.includes(top)) {
    return [
      breach(
        "known-module",
        file,
        `The top folder “${top}” is unknown.`,
        "Rules go to lib/, the server layer to lib/server/, the interface to components/ and app/; a new folder needs a record in docs/decisions/.",
      ),
    ];
  }
  if (top !== "lib") return [];
  const module = second === "server" ? third : second;
  const known = second === "server" ? SERVER_MODULES : [...CORE_MODULES, "wire"];
  const isInLayer = second === "server" ? file.split("/").length === 3 : file.split("/").length === 2;
  if (isInLayer || known.includes(module)) return [];
  return [
    breach(
      "known-module",
      file,
      `lib has no module “${module}”.`,
      `The modules are ${known.join(", ")}; a new one needs a record in docs/decisions/ and its place in the order.`,
    ),
  ];
}

const breach = (rule: string, file: string, wrong: string, instead: string): Breach => ({
  rule,
  file,
  line: 1,
  wrong,
  instead,
});
