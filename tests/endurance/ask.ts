import { Agent, request } from "node:http";

/** An answer over HTTP with its parsed JSON, or why there is none. */
export type Answer = { readonly status: number; readonly body: unknown } | { readonly trouble: string };

export type Question = {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

/** Milliseconds after which a client gives up; its request may still take effect. Longer than waiting for admission and a transaction may take. */
const PATIENCE = 20_000;

/** Sends requests over kept connections, as a browser does. `close` drops them. */
export type Line = { readonly ask: (question: Question) => Promise<Answer>; readonly close: () => void };

/** Opens connections to the application at this address. */
export function openLine(url: string): Line {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const { hostname, port } = new URL(url);
  const ask = ({ method, path, headers = {}, body }: Question): Promise<Answer> =>
    new Promise((resolve) => {
      const text = body === undefined ? undefined : JSON.stringify(body);
      const typed =
        text === undefined
          ? headers
          : { ...headers, "content-type": "application/json", "content-length": String(Buffer.byteLength(text)) };
      const fail = (trouble: string): void => resolve({ trouble });
      const asked = request({ agent, hostname, port, method, path, headers: typed, timeout: PATIENCE }, (response) => {
        let read = "";
        response.setEncoding("utf8").on("data", (part: string) => (read += part));
        response.on("error", (error: NodeJS.ErrnoException) => fail(error.code ?? error.message));
        response.on("end", () => resolve(answerOf(response.statusCode ?? 0, read)));
        response.on("aborted", () => fail("cut short"));
      });
      asked.on("timeout", () => asked.destroy(new Error("timeout")));
      asked.on("error", (error: NodeJS.ErrnoException) => fail(error.code ?? error.message));
      asked.end(text);
    });
  return { ask, close: () => agent.destroy() };
}

function answerOf(status: number, text: string): Answer {
  try {
    return { status, body: text === "" ? undefined : JSON.parse(text) };
  } catch {
    return { status, body: undefined };
  }
}
