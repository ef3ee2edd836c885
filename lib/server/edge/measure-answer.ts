import { callAt } from "#lib/wire/api/calls.ts";
import { measures } from "./measures.ts";

/**
 * Starts to measure the answer to a request, in seconds. The returned function takes the coming answer, notes its call
 * and status and passes it on. Everything that is no call of the API counts as `other`, since an address may hold a
 * secret.
 */
export function measureAnswer({
  method,
  url,
}: Pick<Request, "method" | "url">): (answer: Promise<Response>) => Promise<Response> {
  const call = callAt(method, new URL(url).pathname)?.name ?? "other";
  const began = performance.now();
  return async (coming) => {
    const answer = await coming;
    measures().answers.inc({ call, status: String(answer.status) });
    measures().seconds.observe({ call }, (performance.now() - began) / 1_000);
    return answer;
  };
}
