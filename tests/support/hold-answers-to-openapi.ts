import { jest } from "@jest/globals";
import { answerFits } from "./answer-fits-openapi.ts";

/**
 * Every answer that a route file under app/api/v1 gives in any test of the server layer is held to the description of
 * the API: its status, its type, its shape, and the code of a refusal. A test may build any address, so the call is
 * found by the route file that answers.
 */
jest.unstable_mockModule("#lib/server/edge/measure-answer.ts", () => ({
  measureAnswer: ({ method }: Request) => {
    const file = /\/(app\/api\/v1\/[^:]+)\/route\.ts/.exec(new Error().stack ?? "")?.[1];
    return async (coming: Promise<Response>): Promise<Response> => {
      const answer = await coming;
      if (file !== undefined) await answerFits(method, file, answer);
      return answer;
    };
  },
}));
