import { Agent, request, type IncomingMessage } from "node:http";

/** An answer: `bytes` as they were sent, compressed if the request accepts it. */
type Answer = { readonly status: number; readonly bytes: Buffer };

/** Sends requests to one server over kept connections. `close` ends them. */
export type Caller = {
  readonly post: (path: string, body: object, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
  readonly close: () => void;
};

/** Makes a caller with node:http, since fetch takes a good part of the processor that the servers need. */
export function callerOf(url: string, connections: number): Caller {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const call = (
    method: "GET" | "POST",
    path: string,
    headers: Readonly<Record<string, string>>,
    body?: string,
  ): Promise<Answer> =>
    new Promise((done, failed) => {
      const sent = request(new URL(path, url), { method, agent, headers }, (answer) =>
        collect(answer).then((bytes) => done({ status: answer.statusCode ?? 0, bytes }), failed),
      );
      sent.once("error", failed);
      sent.end(body);
    });
  return {
    get: (path, headers = {}) => call("GET", path, headers),
    post: (path, body, headers = {}) => {
      const text = JSON.stringify(body);
      return call(
        "POST",
        path,
        { "content-type": "application/json", "content-length": String(Buffer.byteLength(text)), ...headers },
        text,
      );
    },
    close: () => agent.destroy(),
  };
}

async function collect(answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
