const HERE = "http://here.invalid";

/**
 * The path to come back to after signing in, or undefined when it would lead to another site, to the sign-in page
 * itself or to something that is no page. Accepts a path of this origin only.
 */
export function safeReturn(path: unknown): string | undefined {
  if (typeof path !== "string" || !/^\/[^/\\]/.test(path) || path.length > 500 || !URL.canParse(path, HERE))
    return undefined;
  const { origin, pathname, search } = new URL(path, HERE);
  const isPage = !/^\/(api|feeds|_next)(\/|$)/.test(pathname) && !/^(\/[a-z]{2})?\/connexion(\/|$)/.test(pathname);
  return origin === HERE && isPage && !pathname.startsWith("//") ? pathname + search : undefined;
}
