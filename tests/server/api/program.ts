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
  const asks = (method: string, path: string, body?: object, headers: Record<string, string> = {}) =>
    api({
      method,
      path: `/api/v1${path}`,
      headers: { "content-type": "application/json", authorization: `Bearer ${token.value}`, ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
  const table = async (path: string) => {
    const answer = await asks("GET", path);
    const [type, name] = ["content-type", "content-disposition"].map((header) => answer.headers.get(header));
    // `text()` takes a byte order mark away.
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await answer.arrayBuffer());
    return { status: answer.status, type, name, text };
  };
  const call = async (...asked: Parameters<typeof asks>) => {
    const answer = await asks(...asked);
    const text = await answer.text();
    return { status: answer.status, body: (text === "" ? undefined : JSON.parse(text)) as Record<string, unknown> };
  };
  const journal = async () =>
    (
      await server.db.journalEntry.findMany({ where: { organisationId: here.organisation.id }, orderBy: { id: "asc" } })
    ).map(({ act, actor }) => [act, actor]);
  return { ...here, user, organisation, call, table, journal, by: `staff:${user}` };
}
