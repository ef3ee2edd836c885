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

/**
 * Requests over kept connections, as a browser sends them. `read` answers with the text and fails without an answer; `ask` reads JSON and says why there is none.
 * `close` drops the connections.
 */
export type Line = {
  readonly read: (question: Question) => Promise<{ readonly status: number; readonly text: string }>;
  readonly ask: (question: Question) => Promise<Answer>;
  readonly close: () => void;
};

/** Opens connections to the application at this address. By node:http, since fetch takes a good part of the processor that the servers need. */
export function openLine(url: string, { connections = 64 } = {}): Line {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const { hostname, port } = new URL(url);
  const read: Line["read"] = ({ method, path, headers = {}, body }) =>
    new Promise((resolve, reject) => {
      const sent = body === undefined ? undefined : JSON.stringify(body);
      const typed =
        sent === undefined
          ? headers
          : { ...headers, "content-type": "application/json", "content-length": String(Buffer.byteLength(sent)) };
      const asked = request({ agent, hostname, port, method, path, headers: typed, timeout: PATIENCE }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => (text += part));
        response.on("error", reject);
        response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
        response.on("aborted", () => reject(new Error("cut short")));
      });
      asked.on("timeout", () => asked.destroy(new Error("timeout")));
      asked.on("error", reject);
      asked.end(sent);
    });
  return {
    read,
    ask: (question) =>
      read(question).then(
        ({ status, text }) => ({ status, body: parsed(text) }),
        (error: NodeJS.ErrnoException) => ({ trouble: error.code ?? error.message }),
      ),
    close: () => agent.destroy(),
  };
}

/** The JSON in this text; undefined where it is none. */
function parsed(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
