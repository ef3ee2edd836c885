import { handleFeed } from "#app/api/handle.ts";
import { gatewayOfReceipts } from "#lib/server/message/gateways/gateways.ts";
import { noteReceipts } from "#lib/server/message/note-receipts.ts";
import { smsGateway } from "#lib/server/message/senders.ts";
import { problem } from "#lib/wire/problem.ts";

type Params = { readonly params: Promise<{ readonly secret: string }> };

/**
 * What a gateway says became of our SMS, at its secret address (`receiptsAddress`). Answered empty, as Octopush asks;
 * for any other secret there is nothing.
 */
const receive = (request: Request, { params }: Params): Promise<Response> =>
  handleFeed(request, async () => {
    const gateway = gatewayOfReceipts((await params).secret);
    if (gateway === undefined) return problem("not-found");
    const body = request.method === "POST" ? await request.text() : "";
    const ours = smsGateway();
    // Whoever has the address of a gateway that is set no more says nothing of our messages.
    if (ours?.name === gateway)
      await noteReceipts(gateway, ours.receiptsOf({ query: new URL(request.url).searchParams, body }));
    return new Response(null, { status: 200, headers: { "cache-control": "no-store" } });
  });

export const GET = receive;
export const POST = receive;
