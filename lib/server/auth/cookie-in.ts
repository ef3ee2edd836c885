/** The value of a cookie of ours as a request shows it; undefined without it. Ours are written in letters that need no decoding. */
export function cookieIn(headers: Pick<Headers, "get">, name: string): string | undefined {
  const start = `${name}=`;
  const cookies = (headers.get("cookie") ?? "").split(/;\s*/);
  return cookies.find((cookie) => cookie.startsWith(start))?.slice(start.length) || undefined;
}
