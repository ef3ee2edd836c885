import { readFileSync } from "node:fs";
import type { Breach } from "#tests/support/check/breach.ts";
import { breachesIn, type Tree } from "#tests/support/planted-tree.ts";

describe("names", () => {
  const clean: Tree = {
    "lib/queue/call-next.ts": "",
    "lib/server/queue/call-next.ts": "",
    "lib/result.ts": "",
    "app/[locale]/page.tsx": "",
    "components/ui/button.tsx": "",
    "public/service-worker.js": "",
    "tests/support/database.ts": "",
  };
  const planted: Record<string, readonly [rule: string, path: string]> = {
    "a file named utils": ["file-name", "lib/queue/utils.ts"],
    "a file named queue-helpers": ["file-name", "lib/queue/queue-helpers.ts"],
    "a service": ["file-name", "lib/server/queue/queue-service.ts"],
    "a manager": ["file-name", "components/queue/manager.tsx"],
    "a folder of things in common": ["file-name", "components/common/board.tsx"],
    "a file named misc": ["file-name", "tests/lib/misc.test.ts"],
    "an index": ["file-name", "components/queue/index.tsx"],
    "capital letters": ["file-name-letters", "components/queue/CallNext.tsx"],
    "an unknown module": ["known-module", "lib/letter/letter.ts"],
    "an unknown module of the server layer": ["known-module", "lib/server/mail/letter.ts"],
    "an unknown top folder": ["known-module", "src/queue/visit.ts"],
  };
  /** Written apart, so that the check does not read it here. */
  const others: Record<string, string> = {
    "another word for an organisation": ["Oper", "ator"].join(""),
    "another word for a desk": ["closed", "Tables"].join(""),
    "another word for a series": ["rule", "-id"].join(""),
  };
  let found: Record<string, readonly Breach[]>;
  beforeAll(async () => {
    found = await breachesIn<string>("names", clean, {
      clean: {},
      ...Object.fromEntries(
        Object.entries(others).map(([title, word]) => [title, { "lib/place/place.ts": `\nconst one = "${word}";\n` }]),
      ),
      "a table, a tablet and a rule": {
        "lib/place/place.ts":
          "const [otherTablet, tableOf, rule] = ['closed tables', 'a rule with a table', 'ruled'];\n",
      },
      ...Object.fromEntries(Object.entries(planted).map(([title, [, path]]) => [title, { [path]: "" }])),
    });
  }, 60_000);

  test("files named after a thing or a use case, in known modules, are in order", () =>
    expect(found["clean"]).toEqual([]));

  test.each(Object.entries(others))("%s is seen, at its line", (title, word) =>
    expect(found[title]).toEqual([
      expect.objectContaining({
        rule: "one-word",
        file: "lib/place/place.ts",
        line: 2,
        wrong: expect.stringContaining(word),
      }),
    ]),
  );

  test("words with a meaning of their own are in order", () =>
    expect(found["a table, a tablet and a rule"]).toEqual([]));

  test.each(Object.entries(planted))("%s is seen", (title, [rule, file]) => {
    expect(found[title]).toEqual([expect.objectContaining({ rule, file, instead: expect.stringMatching(/.{20}/) })]);
  });
});

describe("format", () => {
  test("code that oxfmt would write otherwise is seen, what it leaves alone and what a run left behind is not", async () => {
    const clean: Tree = {
      ".oxfmtrc.json": readFileSync(".oxfmtrc.json", "utf8"),
      "lib/queue/visit.ts": "export const visit = 1;\n",
      "messages/fr.json": '{"a":1}\n',
      "tests/results/sbom.json": '{"a":1}',
    };
    const found = await breachesIn<string>("format", clean, {
      clean: {},
      byHand: { "lib/queue/visit.ts": "export const visit   = 1\n" },
      unreadable: { "lib/queue/visit.ts": "export const visit = ;\n" },
    });
    expect(found["clean"]).toEqual([]);
    expect(found["byHand"]).toEqual([expect.objectContaining({ rule: "format", file: "lib/queue/visit.ts" })]);
    expect(found["unreadable"]).toEqual([
      expect.objectContaining({ rule: "format-runs", wrong: expect.stringContaining("lib/queue/visit.ts") }),
    ]);
  });
});

describe("style sheets", () => {
  const clean: Tree = {
    "app/globals.css":
      '/* never margin-left: 4px, nor https://elsewhere.example */\n.left { margin-inline-start: 4px; text-align: start; inset-inline-end: 0; background: url(/a.svg); }\n@font-face { src: url("./a.woff2"); }\n',
  };
  const planted: Record<string, readonly [rule: string, css: string]> = {
    "a physical margin": ["logical-css", ".a { margin-left: 4px; }"],
    "a physical edge": ["logical-css", ".a { border-right-color: red; }"],
    "a physical place": ["logical-css", ".a{left:0}"],
    "a physical corner": ["logical-css", ".a { border-top-left-radius: 4px; }"],
    "text sent to one side": ["logical-css", ".a { text-align: right; }"],
    "a font from elsewhere": ["assets-of-our-own", '@import "https://fonts.example/a.css";'],
    "a picture from elsewhere": ["assets-of-our-own", ".a { background: url(//cdn.example/a.png); }"],
  };
  let found: Record<string, readonly Breach[]>;
  beforeAll(async () => {
    found = await breachesIn<string>("stylesheets", clean, {
      clean: {},
      ...Object.fromEntries(
        Object.entries(planted).map(([title, [, css]]) => [title, { "app/globals.css": `/* two\nlines */\n${css}\n` }]),
      ),
    });
  }, 60_000);

  test("logical properties, comments and our own assets are in order", () => expect(found["clean"]).toEqual([]));

  test.each(Object.entries(planted))("%s is seen, at its line", (title, [rule]) => {
    expect(found[title]).toEqual([expect.objectContaining({ rule, file: "app/globals.css", line: 3 })]);
  });
});

describe("secrets", () => {
  const clean: Tree = {
    ".env.example": "APP_SECRET=\nDATABASE_URL=postgres://permanences:permanences@127.0.0.1:5432/permanences\n",
    "lib/server/db.ts": "const url = `postgres://${user}:${word}@${host}`;\n",
    "README.md": "See https://example.org/a:b and smtps://user:password@mail.example\n",
  };
  const planted: Record<string, Tree> = {
    "a private key": {
      "lib/server/key.pem": `-----BEGIN ${"RSA"} PRIVATE KEY-----\n${"MIIEpAIBAAKCAQEA1c7+9z5Pad7OejecsQ0b\n".repeat(8)}-----END ${"RSA"} PRIVATE KEY-----\n`,
    },
    "a cloud key": { "lib/server/key.ts": `const key = "AKIA${"IOSFODNN7XAMPLEA"}";\n` },
    "a forge token": { ".ci/run": `curl -H "Bearer ghp_${"a".repeat(36)}"\n` },
    "a chat token": {
      "lib/server/key.ts": `const key = "xoxb-${"123456789012-1234567890123-abcdefghijABCDEFGHIJ1234"}";\n`,
    },
    "a payment key": { "lib/server/key.ts": `const key = "sk_live_${"4eC39HqLyjWDarjtT1zdp7dc"}";\n` },
    "a key that a comment hides": {
      "lib/server/key.ts": `const key = "sk_live_${"4eC39HqLyjWDarjtT1zdp7dc"}"; // secretlint-disable-line\n`,
    },
    "a database address with its password": {
      "bench/run.ts": `const url = "postgres:/${"/app:s3cr3t"}@db.strasbourg.eu/app";\n`,
    },
    "a mail server with its password": {
      "bench/run.ts": `const url = "smtps:/${"/app:s3cr3t"}@mail.strasbourg.eu";\n`,
    },
    "example settings that are filled in": { ".env.example": `APP_SECRET=${"8sJ3kQz0pLw7"}\n` },
    "a settings file of a real installation": { ".env.production": "APP_ENV=production\n" },
  };
  let found: Record<string, readonly Breach[]>;
  beforeAll(async () => {
    found = await breachesIn<string>("secrets", clean, { clean: {}, ...planted });
  }, 60_000);

  test("an empty example, a local database and a plain address are in order", () => expect(found["clean"]).toEqual([]));

  test.each(Object.entries(planted))("%s is seen", (title, tree) => {
    expect(found[title]).toEqual([
      expect.objectContaining({ rule: "no-real-secrets", file: Object.keys(tree)[0], line: 1 }),
    ]);
  });
});

describe("documents", () => {
  const clean: Tree = {
    "README.md":
      "See `lib/queue/visit.ts`, [why](docs/README.md), `lib/<module>/…` and [the law](https://example.org/law).\n",
    "docs/README.md": "[back](../README.md)\n",
    "lib/queue/visit.ts": "",
  };
  const planted: Record<string, Tree> = {
    "a file that was renamed": { "README.md": "\nSee `lib/queue/ticket.ts`.\n" },
    "a link that leads nowhere": { "docs/README.md": "\n[back](CONTRIBUTING.md)\n" },
  };
  let found: Record<string, readonly Breach[]>;
  beforeAll(async () => {
    found = await breachesIn<string>("documents", clean, { clean: {}, ...planted });
  }, 60_000);

  test("files, modules and links that exist are in order", () => expect(found["clean"]).toEqual([]));

  test.each(Object.entries(planted))("%s is seen", (title, tree) => {
    expect(found[title]).toEqual([
      expect.objectContaining({ rule: "documents-name-what-is-there", file: Object.keys(tree)[0], line: 2 }),
    ]);
  });
});
