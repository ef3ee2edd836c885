import pg from "pg";

/** The statements that a deed sends to Postgres, in order, by whichever connection. */
export async function statementsOf(deed: () => Promise<unknown>): Promise<readonly string[]> {
  const statements: string[] = [];
  const client = pg.Client.prototype as { query: (...given: unknown[]) => unknown };
  const query = client.query;
  client.query = function noted(this: unknown, ...given: unknown[]): unknown {
    const [first] = given;
    statements.push(typeof first === "string" ? first : ((first as { text?: string }).text ?? ""));
    return query.apply(this, given);
  };
  try {
    await deed();
  } finally {
    client.query = query;
  }
  return statements;
}
