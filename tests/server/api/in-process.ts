import { NextRequest } from "next/server";
import { rewriteMalformed } from "#lib/server/edge/rewrite-malformed.ts";
import { addressOfFile, routeAt, routeFiles, type Handler, type Method } from "#tests/support/route-files.ts";

export const HOST = "localhost:3000";
type SentRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

/**
 * Runs the API of the application inside this process. Like the server, it first makes the request readable, then calls
 * the route file of the path (fixed paths first, the catch-all route last).
 */
export async function apiInProcess(): Promise<(sent: SentRequest) => Promise<Response>> {
  const routes = await Promise.all(
    routeFiles("app/api").map(async (file) => ({ ...(await routeAt(file)), shape: shapeOf(addressOfFile(file)) })),
  );
  routes.sort((a, b) => a.shape.rank - b.shape.rank);
  return async ({ method, path, headers, body }) => {
    const arrived = { method, url: path };
    rewriteMalformed(arrived);
    const request = new NextRequest(`http://${HOST}${arrived.url}`, {
      method: arrived.method,
      headers: { host: HOST, ...headers },
      ...(body !== undefined && arrived.method !== "GET" && { body }),
    });
    const { pathname } = new URL(request.url);
    for (const { shape, handlers } of routes) {
      const found = shape.pattern.exec(pathname);
      const handler: Handler | undefined = found ? handlers[request.method as Method] : undefined;
      if (found && handler) return handler(request, { params: Promise.resolve(paramsOf(shape.names, found)) });
    }
    return new Response(null, { status: 405 });
  };
}

/**
 * The path of a route file as a pattern. `rank`: the order of matching; more parameters come later, a catch-all last.
 */
function shapeOf(address: string) {
  const names = [...address.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
  const rest = /\{(rest|nextauth)\}$/.test(address);
  const pattern = address
    .replaceAll(".", "\\.")
    .replace(/\{(rest|nextauth)\}$/, "(.+)")
    .replace(/\{\w+\}/g, "([^/]+)");
  return { names, pattern: new RegExp(`^${pattern}$`), rank: names.length + (rest ? 10 - address.length / 100 : 0) };
}

const paramsOf = (names: readonly string[], found: RegExpExecArray): Record<string, string> =>
  Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? "")]));
