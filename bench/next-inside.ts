import { createRequire } from "node:module";

/**
 * `node bench/next-inside.ts FOLDER build`: the command `next` run inside a folder, where next-intl looks for its
 * settings.
 */
const [node = "", , folder = ".", ...words] = process.argv;
const next = createRequire(import.meta.url).resolve("next/dist/bin/next");
process.chdir(folder);
process.argv = [node, next, ...words];
await import(next);
