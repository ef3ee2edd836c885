import type { Adapter } from "next-auth/adapters";
import NextAuth from "next-auth/next";
import { isBusy } from "#lib/server/busy.ts";
import { authOptions } from "./options.ts";

/** `useCode`: how a sign-in code is used up, instead of by the adapter. */
type Question = {
  readonly useCode?: NonNullable<Adapter["useVerificationToken"]>;
  readonly method: "GET" | "POST";
  readonly action: readonly string[];
  readonly query?: Record<string, string>;
  readonly cookies?: Record<string, string>;
};

/** What next-auth answered: its cookies as Set-Cookie lines, the address it redirects to, and its body. */
export type Reply = { readonly cookies: readonly string[]; readonly location?: string; readonly body?: unknown };

type Handler = (request: object, response: object, options: typeof authOptions) => Promise<unknown>;

// A CommonJS default export: Node gives the module object, bundlers give the function.
const stock = NextAuth as unknown as Handler | { default: Handler };
const handle = typeof stock === "function" ? stock : stock.default;

/**
 * Calls next-auth inside this process, as an API route of the page router does
 * (docs/decisions/runtimes-and-packages.md). It gets no header of the real request. Throws the database's error when
 * that means "not now" (`isBusy`): it is then unknown who is signed in.
 */
export async function askNextAuth({ useCode, method, action, query = {}, cookies = {} }: Question): Promise<Reply> {
  const headers = new Map<string, unknown>();
  let body: unknown;
  const keep = (value?: unknown) => void (body = value);
  const response = {
    status: () => response,
    getHeader: (name: string) => headers.get(name.toLowerCase()),
    setHeader: (name: string, value: unknown) => void headers.set(name.toLowerCase(), value),
    end: () => {},
    json: keep,
    send: keep,
  };
  const { adapter, unavailableError } = listeningAdapter({
    ...authOptions.adapter,
    ...(useCode && { useVerificationToken: useCode }),
  });
  await handle({ method, headers: {}, cookies, body: {}, query: { ...query, nextauth: action } }, response, {
    ...authOptions,
    adapter,
  });
  if (unavailableError() !== undefined) throw unavailableError();
  const location = headers.get("location");
  return {
    cookies: [headers.get("set-cookie") ?? []].flat().map(String),
    ...(typeof location === "string" && { location }),
    body,
  };
}

/** An adapter, and the first error of the database that it met and that means "not now". */
type ListeningAdapter = { readonly adapter: Adapter; readonly unavailableError: () => unknown };

/**
 * Wraps an adapter for one call of next-auth and remembers such an error. next-auth catches what its adapter throws and
 * answers as if nobody were signed in: an unreachable database would send the whole team to the sign-in page.
 */
function listeningAdapter(adapter: Adapter): ListeningAdapter {
  let unavailable: unknown;
  const listened = Object.entries(adapter).map(([name, method]: [string, unknown]) => [
    name,
    typeof method === "function" ? listening(method as Method) : method,
  ]);
  return { adapter: Object.fromEntries(listened) as Adapter, unavailableError: () => unavailable };

  function listening(method: Method): Method {
    return async (...given) => {
      try {
        return await method(...given);
      } catch (error) {
        if (isBusy(error)) unavailable ??= error;
        throw error;
      }
    };
  }
}

type Method = (...given: unknown[]) => unknown;
