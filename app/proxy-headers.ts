import { frameAncestors, transportHeaders } from "#lib/server/edge/page-headers.ts";

/**
 * Sets on the answer of a form with a file what `proxy.ts` sets on every page. The proxy does not see such a form,
 * since Next.js would cut a body that goes through it; the address stands in its matcher, and in the rewrites of
 * next.config.ts.
 */
export function withProxyHeaders(answer: Response): Response {
  const policy = `default-src 'none'; ${frameAncestors()}`;
  for (const [name, value] of Object.entries({ "Content-Security-Policy": policy, ...transportHeaders() }))
    answer.headers.set(name, value);
  return answer;
}
