import { handle } from "#app/api/handle.ts";
import { UNREADABLE } from "#lib/server/edge/rewrite-malformed.ts";
import { problem } from "#lib/wire/problem.ts";

/**
 * Unknown addresses below /api are answered in the format of the API (docs/api.md#problem-codes), not with the page for
 * people.
 */
const nowhere = (request: Request): Promise<Response> => handle(request, async () => refused(new URL(request.url)));

function refused({ pathname, searchParams }: URL): Response {
  if (pathname === UNREADABLE.malformed) return problem("malformed", { detail: "address: cannot be decoded" });
  if (pathname !== UNREADABLE.method) return problem("not-found");
  const answer = problem("method-not-allowed");
  answer.headers.set(
    "Allow",
    searchParams
      .get("allow")
      ?.match(/[A-Z]+/g)
      ?.join(", ") ?? "",
  );
  return answer;
}

export { nowhere as DELETE, nowhere as GET, nowhere as PATCH, nowhere as POST, nowhere as PUT };
