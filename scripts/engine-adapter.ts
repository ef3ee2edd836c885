import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum, type SqlQuery } from "@prisma/driver-adapter-utils";
import pg from "pg";

type Adapter = Awaited<ReturnType<PrismaPg["connect"]>>;

/** The stock adapter (7.10.0), mended in three places where the engine needs more than the client does. */
export class EngineAdapter extends PrismaPg {
  private readonly pool: pg.Pool;
  private readonly connectionString: string;

  constructor(connectionString: string) {
    const pool = new pg.Pool({ connectionString, max: 2 });
    super(pool);
    this.pool = pool;
    this.connectionString = connectionString;
  }

  end = (): Promise<void> => this.pool.end();

  override connect = async (): Promise<Adapter> => whole(await super.connect());

  /** Stock: the address wins over the shadow's name, so that the migrations would run on the database itself. */
  override connectToShadowDb = async (): Promise<Adapter> => {
    const name = `shadow_${crypto.randomUUID()}`;
    const shadow = new URL(this.connectionString);
    shadow.pathname = `/${name}`;
    await this.pool.query(`CREATE DATABASE "${name}"`);
    const pool = new pg.Pool({ connectionString: shadow.href, max: 2 });
    const adapter = whole(await new PrismaPg(pool).connect());
    adapter.dispose = async () => {
      await pool.end();
      await this.pool.query(`DROP DATABASE "${name}"`);
    };
    return adapter;
  };
}

function whole(adapter: Adapter): Adapter {
  const queryRaw = adapter.queryRaw;
  // Stock: a script is cut at every semicolon, also inside comments and functions.
  adapter.executeScript = async (script) => void (await adapter.underlyingDriver().query(script));
  adapter.queryRaw = (query) => describe(adapter, queryRaw, query);
  return adapter;
}

/** Stock: Postgres's one-byte type "char", in which its catalogue keeps what kind a constraint is, has no mapping. */
async function describe(
  adapter: Adapter,
  queryRaw: Adapter["queryRaw"],
  query: SqlQuery,
): ReturnType<Adapter["queryRaw"]> {
  const characters: number[] = [];
  const noting = Object.create(adapter, {
    performIO: {
      value: async (asked: SqlQuery) => {
        const answer = await adapter["performIO"](asked);
        for (const [column, field] of answer.fields.entries()) {
          if (field.dataTypeID !== pg.types.builtins.CHAR) continue;
          field.dataTypeID = pg.types.builtins.TEXT;
          characters.push(column);
        }
        return answer;
      },
    },
  }) as Adapter;
  const answer = await queryRaw.call(noting, query);
  const columnTypes = answer.columnTypes.map((type, column) =>
    characters.includes(column) ? ColumnTypeEnum.Character : type,
  );
  return { ...answer, columnTypes };
}
