import type { Breach, Check } from "./breach.ts";

const LOOKS_REAL: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, "a private key"],
  [/\bAKIA[0-9A-Z]{16}\b/, "a cloud access key"],
  [/\b(gh[pousr]_[A-Za-z0-9]{36}|glpat-[A-Za-z0-9_-]{20})\b/, "a forge token"],
  [/\bxox[abprs]-[A-Za-z0-9-]{10,}/, "a chat token"],
  [/\bsk_live_[A-Za-z0-9]{16,}/, "a payment key"],
  [
    /\b(postgres(ql)?|smtps?|https?):\/\/[^\s:/@"'`$]+:[^\s@"'`$]+@(?!127\.0\.0\.1|localhost|\[::1\]|(?:[a-z0-9-]+\.)*example\b)[a-z0-9.-]+\.[a-z]{2,}/i,
    "an address with its password",
  ],
];
const SETTING = /^\s*(?:export\s+)?(?:APP_SECRET|[A-Z_]*(?:PASSWORD|TOKEN))[ \t]*=[ \t]*["']?(?<value>[^"'\s#]+)/m;

/** Nothing in the tree opens a real door: no keys, no passwords, no filled-in settings file. */
export const secrets: Check = async (house) => ({
  breaches: house.files.flatMap((file) =>
    file === "package-lock.json" ? [] : [...keys(file, house.textOf(file)), ...settings(file, house.textOf(file))],
  ),
  seen: `${house.files.length} files`,
});

function keys(file: string, text: string): Breach[] {
  return text
    .split("\n")
    .flatMap((line, index) =>
      LOOKS_REAL.filter(([pattern]) => pattern.test(line)).map(([, what]) =>
        breach(file, index + 1, `This looks like ${what}.`),
      ),
    );
}

function settings(file: string, text: string): Breach[] {
  if (!/^\.env/.test(file)) return [];
  if (file !== ".env.example") return file === ".env" ? [] : [breach(file, 1, "A settings file is in the tree.")];
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
