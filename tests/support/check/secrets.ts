import { extname } from "node:path";
import { lintSource } from "@secretlint/core";
import { rules } from "@secretlint/secretlint-rule-preset-recommend";
import type { Breach, Check } from "./breach.ts";

/** Addresses of this machine and of the reserved name .example open nothing. */
const OPENS_NOTHING = String.raw`/@(127\.0\.0\.1|localhost|\[::1\]|([a-z0-9-]+\.)*example\b)/`;
const OPTIONS: Readonly<Record<string, object>> = {
  "@secretlint/secretlint-rule-aws": { enableIDScanRule: true },
  "@secretlint/secretlint-rule-database-connection-string": { allows: [OPENS_NOTHING] },
};
/** The recommended rules, without the one that lets a comment silence the others. */
const config = {
  rules: rules
    .filter(({ meta }) => meta.id !== "@secretlint/secretlint-rule-filter-comments")
    .map((rule) => ({ id: rule.meta.id, rule, options: OPTIONS[rule.meta.id] ?? {} })),
};

/** secretlint knows addresses of the web and of databases, but not of mail servers. */
const MAIL = /\bsmtps?:\/\/[^\s:/@"'`$]+:[^\s@"'`$]+@(?!127\.0\.0\.1|localhost|\[::1\]|(?:[a-z0-9-]+\.)*example\b)/i;
const SETTING = /^\s*(?:export\s+)?(?:APP_SECRET|[A-Z_]*(?:PASSWORD|TOKEN))[ \t]*=[ \t]*["']?(?<value>[^"'\s#]+)/m;

/** secretlint over the tree, and the files of settings: no key, no password, no filled-in settings file. */
export const secrets: Check = async (tree) => {
  const files = tree.files.filter((file) => file !== "package-lock.json");
  const found = await Promise.all(files.map((file) => keys(file, tree.textOf(file))));
  return {
    breaches: [...found.flat(), ...files.flatMap((file) => ownRules(file, tree.textOf(file)))],
    seen: `${files.length} files`,
  };
};

async function keys(file: string, content: string): Promise<Breach[]> {
  const source = { filePath: file, content, contentType: "text", ext: extname(file) } as const;
  const { messages } = await lintSource({ source, options: { config, locale: "en", maskSecrets: true } });
  return messages.map(({ message, loc }) => breach(file, loc.start.line, `secretlint ${message}.`));
}

function ownRules(file: string, text: string): Breach[] {
  const mail = text.split("\n").findIndex((line) => MAIL.test(line));
  if (mail >= 0) return [breach(file, mail + 1, "This looks like a mail server with its password.")];
  if (!/^\.env/.test(file) || file === ".env") return [];
  if (file !== ".env.example") return [breach(file, 1, "A settings file is in the tree.")];
  const value = SETTING.exec(text)?.groups?.["value"];
  return value && !/demo|example|change|only/i.test(value)
    ? [breach(file, 1, "The example settings hold a value that looks real.")]
    : [];
}

const breach = (file: string, line: number, wrong: string): Breach => ({
  rule: "no-real-secrets",
  file,
  line,
  wrong,
  instead: "Take it out, renew it where it is used, and give it by the environment (lib/server/env.ts).",
});
