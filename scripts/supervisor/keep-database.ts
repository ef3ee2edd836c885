import type { Database } from "#scripts/database.ts";
import { supervise } from "./supervise.ts";

/** Keeps an embedded database running, as `supervise` does. The server of DATABASE_URL is kept by whoever runs it. */
export const keepDatabase = ({ server }: Database): Promise<never> =>
  server ? supervise({ name: "The database", ...server }) : new Promise(() => undefined);
