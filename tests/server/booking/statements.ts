import pg from "pg";

/**
 * The statements that the work sends to this test file's database, in order, by whichever connection. Other files of
 * the same worker process share the client's code: what they left running is not counted.
 */
export async function statementsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const statements: string[] = [];
  const database = new URL(process.env["DATABASE_URL"] ?? "").pathname.slice(1);
  const client = pg.Client.prototype as { query: (...given: unknown[]) => unknown };
  const query = client.query;
  client.query = function noted(this: unknown, ...given: unknown[]): unknown {
    const [first] = given;
    if ((this as { database?: string }).database === database)
      statements.push(typeof first === "string" ? first : ((first as { text?: string }).text ?? ""));
    return query.apply(this, given);
  };
  try {
    await work();
  } finally {
    client.query = query;
  }
  return statements;
}
