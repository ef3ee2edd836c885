/** A request to a gateway. `body`: JSON as text, since one of them signs it. */
export type GatewayRequest = {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

/**
 * What came back. `answer`: a status; `body`: its JSON, undefined where there is none. `not-reached`: no request can
 * have arrived. `lost`: it may have arrived, and its answer did not come, or not whole. `code`: the code of the error,
 * for the log.
 */
export type GatewayAnswer =
  | { readonly kind: "answer"; readonly status: number; readonly headers: Headers; readonly body: unknown }
  | { readonly kind: "not-reached"; readonly code: string }
  | { readonly kind: "lost"; readonly code: string };

/** Milliseconds that a gateway has for its whole answer. The outbox leaves a message to its sender for ten minutes. */
export const DEADLINE = 15_000;

/**
 * Asks a gateway and waits at most `deadline` milliseconds for the whole answer. It follows no redirect, which would
 * carry a key elsewhere, and each request has its own connection: on a kept one a request may meet its closing, and
 * nobody knows whether it arrived.
 */
export async function askGateway(
  { method, url, headers, body }: GatewayRequest,
  deadline: number,
): Promise<GatewayAnswer> {
  try {
    const answer = await fetch(url, {
      method,
      headers: {
        accept: "application/json",
        connection: "close",
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body }),
      redirect: "manual",
      signal: AbortSignal.timeout(deadline),
    });
    return {
      kind: "answer",
      status: answer.status,
      headers: answer.headers,
      body: parsed(await answer.text()),
    };
  } catch (error) {
    const code = codeOf(error);
    return { kind: NOT_REACHED.test(code) ? "not-reached" : "lost", code };
  }
}

/** Errors before a request is written: the name, the connection, or the certificate of the gateway. */
const NOT_REACHED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EAI_FAIL|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_CERT_ALTNAME_INVALID|ERR_SSL_\w+|CERT_\w+|UNABLE_TO_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN)$/u;

/**
 * The code of an error of `fetch`, which stands in its cause; `TIMEOUT` when the deadline passed. Its message is not
 * used.
 */
function codeOf(error: unknown): string {
  const { name, cause } = (error ?? {}) as {
    name?: unknown;
    cause?: { code?: unknown; errors?: readonly { code?: unknown }[] };
  };
  if (name === "TimeoutError") return "TIMEOUT";
  const code = cause?.code ?? cause?.errors?.[0]?.code;
  return typeof code === "string" && /^[A-Z][A-Z0-9_]{1,60}$/u.test(code) ? code : "BROKEN";
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
