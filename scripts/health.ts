import { existsSync } from "node:fs";
import { environment } from "#lib/server/env.ts";

/**
 * `npm run health`: asks /healthz of the application on this machine, or of the worker where WORKER_PORT is set; ends
 * with 1 unless it answers 200.
 */
if (existsSync(".env")) process.loadEnvFile(".env");
const port = environment["WORKER_PORT"] ?? environment["PORT"] ?? "3000";
const answer = await fetch(`http://localhost:${port}/healthz`).catch(() => undefined);
process.exit(answer?.ok ? 0 : 1);
