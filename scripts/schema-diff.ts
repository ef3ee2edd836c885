import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import { SchemaEngine } from "@prisma/schema-engine-wasm";
import pg from "pg";
import { withClient } from "./database.ts";
import { migrateDatabase } from "./migrate-database.ts";

const SCHEMA = "prisma/schema.prisma";

/**
 * The SQL that leads from the migrations to prisma/schema.prisma, as Prisma's schema engine writes it; a comment alone
 * when they agree. The migrations are applied to a database made for it on the same server and dropped after.
 */
export async function diffFromMigrations(databaseUrl: string): Promise<string> {
  const name = `shadow_${randomUUID()}`;
  const shadow = new URL(databaseUrl);
  shadow.pathname = `/${name}`;
  await withClient(databaseUrl, (client) => client.query(`CREATE DATABASE "${name}"`));
  try {
    await migrateDatabase(shadow.href);
    return await diffFromDatabase(shadow.href);
  } finally {
    await withClient(databaseUrl, (client) => client.query(`DROP DATABASE "${name}" WITH (FORCE)`));
  }
}

async function diffFromDatabase(url: string): Promise<string> {
  const content = await readFile(SCHEMA, "utf8");
  const files = [{ path: SCHEMA, content }];
  const pool = catalogPool(url);
  const adapter = bindMigrationAwareSqlAdapterFactory(catalogAdapter(pool));
  const engine = await SchemaEngine.new({ datamodels: [[SCHEMA, content]] }, () => undefined, adapter);
  try {
    const { stdout } = await engine.diff({
      from: { tag: "schemaDatasource", files, configDir: "." },
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return stdout ?? "";
  } finally {
    engine.free();
    await pool.end();
  }
}

/**
 * Which columns of an answer are of Postgres's type "char", by the answer's rows. Its catalogue keeps there which kind
 * a constraint is; the engine needs them as characters, and the adapter (7.10.0) knows no such type.
 */
const characterColumns = new WeakMap<readonly unknown[], ReadonlySet<number>>();

/** A pool that gives the adapter columns of the type "char" as text, and notes which they are. */
function catalogPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 2 });
  const query = pool.query.bind(pool);
  return Object.assign(pool, {
    query: async (asked: pg.QueryArrayConfig) => {
      const answer = await query(asked);
      const characters = answer.fields.filter(({ dataTypeID }) => dataTypeID === pg.types.builtins.CHAR);
      characterColumns.set(answer.rows, new Set(characters.map((field) => answer.fields.indexOf(field))));
      for (const field of characters) field.dataTypeID = pg.types.builtins.TEXT;
      return answer;
    },
  });
}

/**
 * Prisma's adapter on this pool, whose answers say "character" where the pool noted one. The engine needs no shadow of
 * its own.
 */
function catalogAdapter(pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  const prisma = new PrismaPg(pool);
  const connect = async (): Promise<SqlDriverAdapter> => {
    const adapter = await prisma.connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    return Object.assign(adapter, {
      queryRaw: async (query: Parameters<typeof queryRaw>[0]) => {
        const answer = await queryRaw(query);
        const characters = characterColumns.get(answer.rows);
        const columnTypes = answer.columnTypes.map((type, column) =>
          characters?.has(column) ? ColumnTypeEnum.Character : type,
        );
        return { ...answer, columnTypes };
      },
    });
  };
  return { provider: prisma.provider, adapterName: prisma.adapterName, connect, connectToShadowDb: connect };
}
