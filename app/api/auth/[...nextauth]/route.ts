import type { NextRequest } from "next/server";
import { handle } from "#app/api/handle.ts";
import { askNextAuth } from "#lib/server/auth/ask-next-auth.ts";
import { sessionCookie } from "#lib/server/auth/cookies.ts";
import { problem } from "#lib/wire/problem.ts";

type Context = { params: Promise<{ nextauth: string[] }> };

/**
 * Of next-auth's own addresses only GET /session is open. Its callback is a GET request that mail scanners follow and
 * logs keep, and its forms would send links: both are refused; codes are posted to /connexion/code.
 */
export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  return handle(request, async () => {
    const { nextauth } = await params;
    if (nextauth.join("/") !== "session") return problem("not-found");
    const token = request.cookies.get(sessionCookie.name)?.value;
    const { body } = token
      ? await askNextAuth({ method: "GET", action: ["session"], cookies: { [sessionCookie.name]: token } })
      : { body: {} };
    return Response.json(body ?? {}, { headers: { "cache-control": "private, no-store" } });
  });
}

export const POST = (request: Request): Promise<Response> => handle(request, async () => problem("not-found"));
