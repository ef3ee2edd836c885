import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "#scripts/command-error.ts";
import { runScript } from "#scripts/run-script.ts";
import { sentencesOf } from "./check/sentences.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** What is counted together, in the order of printing: the first pattern that a file meets is its part. */
const PARTS: readonly (readonly [name: string, files: RegExp])[] = [
  ["lib/server", /^lib\/server\/.*\.tsx?$/],
  ["lib", /^lib\/.*\.tsx?$/],
  ["components", /^components\/.*\.tsx?$/],
  ["app", /^app\/.*\.(?:tsx?|css)$/],
  ["scripts, i18n, prisma", /^(?:scripts|i18n|prisma)\/.*\.(?:tsx?|prisma)$/],
  ["migrations", /^prisma\/migrations\/.*\.sql$/],
  ["bench", /^bench\/.*\.tsx?$/],
  ["tests", /^tests\/.*\.tsx?$/],
  ["messages", /^messages\/.*\.json$/],
  ["decisions", /^docs\/decisions\/.*\.md$/],
  ["docs, README, CONTRIBUTING", /^(?:README|CONTRIBUTING|docs\/(?!spoken|pictures)[^/]+)(?:\.md)$/],
];

/**
 * `npm run size -- COMMIT …`: files and lines of each part, and the words and mean sentence of the documents, at each
 * commit.
 */
await runScript(async () => {
  const commits = process.argv.slice(2);
  for (const commit of commits.length > 0 ? commits : ["HEAD"]) await print(commit);
});

async function print(commit: string): Promise<void> {
  const archive = archiveOf(commit);
  const { path, remove } = await temporaryFolder();
  execFileSync("tar", ["-x", "-C", path], { input: archive });
  const files = execFileSync("git", ["ls-tree", "-r", "--name-only", "-z", commit], { maxBuffer: 2 ** 26 })
    .toString()
    .split("\0");
  const parts = Map.groupBy(files, (file) => PARTS.find(([, pattern]) => pattern.test(file))?.[0]);
  console.log(`\n| ${commit} | files | lines | words | words a sentence |\n|---|---|---|---|---|`);
  for (const [name] of PARTS) {
    const texts = (parts.get(name) ?? []).map((file) => readFileSync(join(path, file), "utf8"));
    const lines = texts.reduce((sum, text) => sum + text.split("\n").length - 1, 0);
    const sentences = /docs|decisions/.test(name) ? texts.flatMap((text) => sentencesOf(text)) : [];
    const said = sentences.reduce((sum, { words }) => sum + words, 0);
    const words = texts.reduce((sum, text) => sum + text.split(/\s+/u).filter(Boolean).length, 0);
    const written = sentences.length > 0 ? `${words} | ${(said / sentences.length).toFixed(1)}` : " | ";
    console.log(`| ${name} | ${texts.length} | ${lines} | ${written} |`);
  }
  await remove();
}

function archiveOf(commit: string): Buffer {
  try {
    return execFileSync("git", ["archive", commit], { maxBuffer: 2 ** 30, stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    throw new CommandError(
      `git has no commit “${commit}” here. In a shallow clone, fetch the others first: git fetch --unshallow`,
    );
  }
}
