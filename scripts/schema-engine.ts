import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as engine from "@prisma/schema-engine-wasm/schema_engine_bg";
import { EngineAdapter } from "./engine-adapter.ts";

const MIGRATIONS = "prisma/migrations";
const SCHEMA = "prisma/schema.prisma";
const LOCKFILE = { path: "migration_lock.toml", content: 'provider = "postgresql"\n' };
const filters = { externalTables: [], externalEnums: [] };

/** Applies the migrations not yet applied and returns their names. Writes Prisma's own `_prisma_migrations`. */
export const applyMigrations = (databaseUrl: string): Promise<string[]> =>
  withEngine(databaseUrl, async (schema) => {
    const migrationsList = await readMigrations();
    return (await schema.applyMigrations({ migrationsList, filters })).appliedMigrationNames;
  });

/** The SQL that leads from the migrations to the schema; empty when they agree. Replays them on a shadow database. */
export const diffFromMigrations = (serverUrl: string): Promise<string> =>
  withEngine(serverUrl, async (schema) => {
    const from = { tag: "migrations" as const, ...(await readMigrations()) };
    const to = { tag: "schemaDatamodel" as const, files: [{ path: SCHEMA, content: await readFile(SCHEMA, "utf8") }] };
    return (await schema.diff({ from, to, script: true, exitCode: null, filters })).stdout ?? "";
  });

/** The engine as WebAssembly: the stock command downloads a binary, which an offline machine cannot. */
async function withEngine<Value>(
  connectionString: string,
  deed: (schema: engine.SchemaEngine) => Promise<Value>,
): Promise<Value> {
  await startWasm();
  const datamodels: [string, string][] = [[SCHEMA, await readFile(SCHEMA, "utf8")]];
  const factory = new EngineAdapter(connectionString);
  const adapter = bindMigrationAwareSqlAdapterFactory(factory);
  const schema = await engine.SchemaEngine.new({ datamodels }, () => undefined, adapter);
  try {
    return await deed(schema);
  } finally {
    schema.free();
    await factory.end();
  }
}

let started: Promise<void> | undefined;

function startWasm(): Promise<void> {
  return (started ??= (async () => {
    const bytes = await readFile(
      new URL(import.meta.resolve("@prisma/schema-engine-wasm/schema_engine_bg")).pathname.replace(/\.js$/, ".wasm"),
    );
    const glue = engine as unknown as Record<string, WebAssembly.ImportValue> & {
      __wbg_set_wasm: (w: unknown) => void;
    };
    const { instance } = await WebAssembly.instantiate(bytes, {
      "./schema_engine_bg.js": { ...glue, ...impatient(glue) },
    });
    glue.__wbg_set_wasm(instance.exports);
    (instance.exports["__wbindgen_start"] as () => void)();
  })());
}

/** The engine's 10 seconds of patience for a lock outlive its work; a process need not stay for them. */
const impatient = (glue: Record<string, unknown>): Record<string, WebAssembly.ImportValue> =>
  Object.fromEntries(
    Object.keys(glue)
      .filter((name) => name.startsWith("__wbg_setTimeout"))
      .map((name) => [name, (deed: () => void, milliseconds: number) => setTimeout(deed, milliseconds >>> 0).unref()]),
  );

async function readMigrations(): Promise<engine.MigrationList> {
  const names = (await readdir(MIGRATIONS, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const migrationDirectories = await Promise.all(
    names.map(async ({ name }) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok" as const, value: await readFile(join(MIGRATIONS, name, "migration.sql"), "utf8") },
      },
    })),
  );
  migrationDirectories.sort((a, b) => a.path.localeCompare(b.path));
  return { baseDir: MIGRATIONS, lockfile: LOCKFILE, shadowDbInitScript: "", migrationDirectories };
}
