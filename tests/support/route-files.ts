import { globSync } from "node:fs";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
export type Handler = (
  request: Request,
  given: { params: Promise<Record<string, string | string[]>> },
) => Promise<Response>;
export type Route = { readonly file: string; readonly handlers: Partial<Record<Method, Handler>> };

const METHODS: readonly Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** Every file that answers requests without being a page, below this folder of app. */
export const routeFiles = (folder = "app"): readonly string[] =>
  globSync(`${folder}/**/route.ts`)
    .map((file) => file.replaceAll("\\", "/"))
    .sort();

/** What a route file exports for Next.js. */
export async function routeAt(file: string): Promise<Route> {
  const exported = (await import(`#${file}`)) as Record<string, unknown>;
  return {
    file,
    handlers: Object.fromEntries(
      METHODS.flatMap((method) => (typeof exported[method] === "function" ? [[method, exported[method]]] : [])),
    ),
  };
}

/**
 * The address of a route file, as Next.js makes it: app/api/v1/appointments/[secret]/route.ts is
 * /api/v1/appointments/{secret}.
 */
export const addressOfFile = (file: string): string =>
  file
    .replace(/^app/, "")
    .replace(/\/route\.ts$/, "")
    .replace(/\/\((.*?)\)/g, "")
    .replace(/\[(?:\.\.\.)?(.*?)\]/g, "{$1}");

/** Parameters for every name that stands in the address, all the same. */
export const paramsFor = (
  file: string,
  value: string,
): { readonly params: Promise<Record<string, string | string[]>> } => {
  const names = [...file.matchAll(/\[(\.\.\.)?(.*?)\]/g)];
  return {
    params: Promise.resolve(Object.fromEntries(names.map(([, many, name]) => [name ?? "", many ? [value] : value]))),
  };
};
