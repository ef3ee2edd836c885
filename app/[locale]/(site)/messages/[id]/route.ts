import { handleFeed } from "#app/api/handle.ts";
import { readDemoMail, showsMessages } from "#lib/server/message/demo-messages.ts";
import { problem } from "#lib/wire/problem.ts";

/** A mail of a demonstration as a mailbox shows it: its own HTML, in which nothing runs and which fetches nothing. */
export const GET = (request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> =>
  handleFeed(request, async () => {
    const html = showsMessages() ? await readDemoMail((await params).id) : undefined;
    if (html === undefined) return problem("not-found");
    return new Response(html, {
      headers: {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
      },
    });
  });
