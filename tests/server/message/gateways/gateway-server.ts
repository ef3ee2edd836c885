import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Sms } from "#lib/server/message/gateways/gateway.ts";

/** From whom the SMS of these tests are. */
export const SENDER = "MAVILLE";

/** An SMS with a tag of its own. */
export const anSms = (changes: Partial<Sms> = {}): Sms => ({
  to: "+33612345678",
  text: "Votre rendez-vous : lundi 10 h",
  coding: "gsm-7",
  tag: crypto.randomUUID(),
  ...changes,
});

/** A request as a gateway sees it. `url`: whole, as a signature covers it. */
export type GatewayRequest = {
  readonly method: string;
  readonly url: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

export type Reply = {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/**
 * What happens to the answer of a request that was carried out: `cut` breaks the connection, `half` does so within the
 * body, `never` keeps it open.
 */
export type Loss = "cut" | "half" | "never";

/**
 * An HTTP server on this machine in the place of a gateway. `carryOut` says how it documents to answer; `lose` makes
 * the next request to this path be carried out without its answer arriving, `answer` gives an answer instead of
 * carrying it out.
 */
export async function gatewayServer(carryOut: (seen: GatewayRequest) => Reply | Promise<Reply>) {
  const seen: GatewayRequest[] = [];
  const losses = new Map<string, Loss>();
  const answers = new Map<string, Reply>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => void answerTo(request, Buffer.concat(chunks).toString("utf8"), response));
  });
  async function answerTo(request: IncomingMessage, body: string, response: ServerResponse): Promise<void> {
    const url = `${address()}${request.url}`;
    const { pathname, searchParams } = new URL(url);
    const asked = {
      method: request.method ?? "",
      url,
      path: pathname,
      query: searchParams,
      headers: request.headers,
      body,
    };
    seen.push(asked);
    const said = answers.get(pathname);
    answers.delete(pathname);
    const reply = said ?? (await carryOut(asked));
    const loss = losses.get(pathname);
    losses.delete(pathname);
    if (loss === undefined) return send(response, reply);
    if (loss === "never") return;
    if (loss === "half") {
      response.writeHead(reply.status, { "content-type": "application/json", "content-length": "400" });
      response.write('{"');
    }
    response.socket?.destroy();
  }
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: address(),
    seen,
    lose: (path: string, loss: Loss) => void losses.set(path, loss),
    answer: (path: string, reply: Reply) => void answers.set(path, reply),
    close: () =>
      new Promise<void>((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}

function send(response: ServerResponse, { status, body, headers }: Reply): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body));
}

/** A server that stands for a gateway, whichever it is. */
export type GatewayServer = Awaited<ReturnType<typeof gatewayServer>>;
