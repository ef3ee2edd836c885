import pg from "pg";

/** How a database answers: it does, or the code of why not (Postgres's SQLSTATE or the network's). */
export async function answers(url: string): Promise<"yes" | { readonly code: string; readonly message: string }> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    await client.query("SELECT 1");
    return "yes";
  } catch (error) {
    const { code, message, errors } = error as NodeJS.ErrnoException & { errors?: NodeJS.ErrnoException[] };
    return { code: code ?? errors?.[0]?.code ?? "", message };
  } finally {
    await client.end().catch(() => undefined);
  }
}
