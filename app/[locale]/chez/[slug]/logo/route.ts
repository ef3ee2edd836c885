import { handleFeed } from "#app/api/handle.ts";
import { readLogo } from "#lib/server/place/read-logo.ts";
import { problem } from "#lib/wire/problem.ts";

type RouteContext = { params: Promise<{ slug: string }> };

/**
 * The logo of an organisation, a PNG. Its address on pages holds its hash (`?v=`), so a browser keeps it for a year.
 */
export const GET = (request: Request, { params }: RouteContext): Promise<Response> =>
  handleFeed(request, async () => {
    const logo = await readLogo((await params).slug);
    if (!logo) return problem("not-found");
    const isThisOne = new URL(request.url).searchParams.get("v") === logo.etag;
    const headers = {
      "Cache-Control": isThisOne ? "public, max-age=31536000, immutable" : "public, max-age=60",
      ETag: `"${logo.etag}"`,
    };
    if (request.headers.get("If-None-Match") === headers.ETag) return new Response(null, { status: 304, headers });
    return new Response(logo.picture, {
      headers: {
        ...headers,
        "Content-Type": logo.mediaType,
        // Whatever the bytes are, nothing in them runs.
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
      },
    });
  });
