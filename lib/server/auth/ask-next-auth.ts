import type { Adapter } from "next-auth/adapters";
import NextAuth from "next-auth/next";
import { isBusy } from "../busy.ts";
import { authOptions } from "./options.ts";

type Question = {
  readonly method: "GET" | "POST";
  readonly action: readonly string[];
  readonly query?: Record<string, string>;
  readonly cookies?: Record<string, string>;
};

/** What next-auth answered: its cookies as header lines, where it would lead, and its body. */
export type Reply = { readonly cookies: readonly string[]; readonly location?: string; readonly body?: unknown };

type Handler = (request: object, response: object, options: typeof authOptions) => Promise<unknown>;

// A CommonJS default: Node gives the module around it, bundlers the function.
const stock = NextAuth as unknown as Handler | { default: Handler };
const handle = typeof stock === "function" ? stock : stock.default;

/**
 * Asks next-auth inside this process, as its page-router caller would: no address, no log, no header of the outside. Throws
 * when the database did not answer it now (`isBusy`): then nobody knows who is signed in.
 */
export async function askNextAuth({ method, action, query = {}, cookies = {} }: Question): Promise<Reply> {
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
  const { adapter, trouble } = listeningAdapter(authOptions.adapter);
  await handle({ method, headers: {}, cookies, body: {}, query: { ...query, nextauth: action } }, response, {
    ...authOptions,
    adapter,
  });
  if (trouble() !== undefined) throw trouble();
  const location = headers.get("location");
  return {
    cookies: [headers.get("set-cookie") ?? []].flat().map(String),
    ...(typeof location === "string" && { location }),
    body,
  };
}

/** An adapter that tells what it could not do, and whether that only means "not now". */
export type ListeningAdapter = { readonly adapter: Adapter; readonly trouble: () => unknown };

/**
 * next-auth swallows what its adapter throws and answers as if nobody were signed in: a database that is away would send the
 * whole team to the sign-in page. This one remembers it, for one question.
 */
export function listeningAdapter(adapter: Adapter): ListeningAdapter {
  let trouble: unknown;
  const listened = Object.entries(adapter).map(([name, method]: [string, unknown]) => [
    name,
    typeof method === "function" ? listening(method as Method) : method,
  ]);
  return { adapter: Object.fromEntries(listened) as Adapter, trouble: () => trouble };

  function listening(method: Method): Method {
    return async (...given) => {
      try {
        return await method(...given);
      } catch (error) {
        if (isBusy(error)) trouble ??= error;
        throw error;
      }
    };
  }
}

type Method = (...given: unknown[]) => unknown;
