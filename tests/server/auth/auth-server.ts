import { randomUUID } from "node:crypto";
import type { Server } from "#tests/server/queue/neuhof.ts";

export { freshServer, type Server } from "#tests/server/queue/neuhof.ts";

/** A body posted to the API from no page; more headers say who asks. */
export const json = (body: unknown, headers: Record<string, string> = {}): Request =>
  new Request("http://localhost:3000/api", {
    method: "POST",
    body: JSON.stringify(body),
    headers: { host: "localhost:3000", "content-type": "application/json", ...headers },
  });

/** The Authorization header of a token of that account. */
export async function bearer({ db }: Server, user: string): Promise<string> {
  const { secretOf } = await import("#lib/server/secrets.ts");
  const { id } = await db.apiToken.create({
    data: {
      userId: user,
      name: randomUUID(),
      scopes: ["read", "line", "booking", "planning"],
      createdAt: new Date("2026-11-24T08:00:00Z"),
      expiresAt: new Date("2027-11-24T08:00:00Z"),
    },
  });
  return `Bearer ${secretOf("token", id, 1)}`;
}
