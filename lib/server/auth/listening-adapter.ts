import type { Adapter } from "next-auth/adapters";
import { isBusy } from "../busy.ts";

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
