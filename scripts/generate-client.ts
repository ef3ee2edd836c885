import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { environment } from "#lib/server/env.ts";
import { runScript } from "./run-script.ts";
import { CommandError } from "./command-error.ts";

/**
 * Writes the database client from prisma/schema.prisma; silent unless it fails. The generator is WebAssembly but looks
 * for the binary of the schema engine first and would download it. Naming any existing file avoids that, also where the
 * network is closed.
 */
await runScript(async () => {
  const cli = createRequire(import.meta.url).resolve("prisma/build/index.js");
  const made = spawnSync(process.execPath, [cli, "generate", "--no-hints"], {
    env: { ...environment, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: "1" },
    encoding: "utf8",
  });
  if (made.status !== 0)
    throw new CommandError(
      `The database client could not be written. Prisma says:\n${made.stderr || made.stdout}\nCorrect prisma/schema.prisma, then run: npm run postinstall`,
    );
});
