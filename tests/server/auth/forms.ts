import { NextRequest } from "next/server";

/** A form of the sign-in pages as a browser without script posts it. */
export const posted = (
  path: string,
  fields: Record<string, string>,
  cookies: Record<string, string> = {},
): NextRequest =>
  new NextRequest(`http://localhost:3000${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      cookie: Object.entries(cookies)
        .map(([name, value]) => `${name}=${value}`)
        .join("; "),
    },
    body: new URLSearchParams(fields).toString(),
  });

/** The cookies an answer sets, by name. */
export const cookiesOf = (answer: Response): Record<string, string> =>
  Object.fromEntries(
    answer.headers.getSetCookie().map((line) => line.split(";")[0]!.split(/=(.*)/s).slice(0, 2) as [string, string]),
  );

export const inLocale = (locale: string) => ({ params: Promise.resolve({ locale }) });
