import { callAt } from "../../wire/api/calls.ts";
import { measures } from "./measures.ts";

/**
 * Begins to measure the answer to a request; call what it returns with the answer, which it hands on. What is no call of
 * the API counts as one: an address may hold a secret.
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
