import { Agent, request } from "node:http";

/** An answer over HTTP with its parsed JSON and where it leads, or why there is none. */
export type HttpAnswer =
  | { readonly status: number; readonly body: unknown; readonly location?: string }
  | { readonly trouble: string };

/** What is asked: with JSON (`body`), or as a form posts its fields. */
export type Question = {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly form?: Readonly<Record<string, string>>;
};

/**
 * Milliseconds after which a client gives up; its request may still take effect. Longer than waiting for admission and
 * a transaction may take.
 */
const PATIENCE = 20_000;

/**
 * Requests over kept connections, as a browser sends them. `read` answers with the text and fails without an answer;
 * `ask` reads JSON and says why there is none. `close` drops the connections.
 */
export type HttpClient = {
  readonly read: (
    question: Question,
  ) => Promise<{ readonly status: number; readonly text: string; readonly location?: string }>;
  readonly ask: (question: Question) => Promise<HttpAnswer>;
  readonly close: () => void;
};

/**
 * Opens connections to the application at this address. By node:http, since fetch takes a good part of the processor
 * that the servers need.
 */
export function openLine(url: string, { connections = 64 } = {}): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const { hostname, port } = new URL(url);
  const read: HttpClient["read"] = ({ method, path, headers = {}, body, form }) =>
    new Promise((resolve, reject) => {
      const sent = form ? new URLSearchParams(form).toString() : body === undefined ? undefined : JSON.stringify(body);
      const type = form ? "application/x-www-form-urlencoded" : "application/json";
      const typed =
        sent === undefined
          ? headers
          : { ...headers, "content-type": type, "content-length": String(Buffer.byteLength(sent)) };
      const asked = request({ agent, hostname, port, method, path, headers: typed, timeout: PATIENCE }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => (text += part));
        response.on("error", reject);
        const { location } = response.headers;
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, text, ...(location !== undefined && { location }) }),
        );
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
        ({ text, ...answer }) => ({ ...answer, body: parsed(text) }),
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
