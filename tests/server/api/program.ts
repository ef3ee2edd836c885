import type { Scope } from "#lib/access/scope.ts";
import { neuhof, type Server } from "#tests/server/queue/neuhof.ts";
import type { apiInProcess } from "./in-process.ts";

/** A program with the token of a coordinator, and how it calls. */
export async function programOf(
  server: Server,
  api: Awaited<ReturnType<typeof apiInProcess>>,
  scopes: readonly Scope[] = ["planning", "people"],
  role: "coordinator" | "administrator" = "coordinator",
) {
  const here = await neuhof(server);
  const { user } = await here.newStaff(role);
  const { email } = await server.db.user.findUniqueOrThrow({ where: { id: user } });
  const { makeToken } = await import("#lib/server/auth/api-tokens.ts");
  const token = await makeToken({ email, name: "program", scopes });
  if (!token.ok) throw new Error(token.refusal);
  const { slug: organisation } = here.organisation;
  const call = async (method: string, path: string, body?: object, headers: Record<string, string> = {}) => {
    const answer = await api({
      method,
      path: `/api/v1${path}`,
      headers: { "content-type": "application/json", authorization: `Bearer ${token.value}`, ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: (text === "" ? undefined : JSON.parse(text)) as Record<string, unknown> };
  };
  const journal = async () =>
    (
      await server.db.journalEntry.findMany({ where: { organisationId: here.organisation.id }, orderBy: { id: "asc" } })
    ).map(({ act, actor }) => [act, actor]);
  return { ...here, user, organisation, call, journal, by: `staff:${user}` };
}
