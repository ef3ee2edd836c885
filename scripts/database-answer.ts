import pg from "pg";

/** Whether a database answers; if not, the error's code (SQLSTATE, or the network's) and message. */
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
