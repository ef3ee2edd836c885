import { z } from "zod";
import { SCOPES } from "#lib/access/scope.ts";
import { calls } from "./calls.ts";
import { problemsOf, type ApiCall, type AnswerBody } from "./call.ts";
import { writtenMoment } from "#lib/wire/moment.ts";
import { alternative } from "./shapes.ts";
import { statusOf, type ProblemCode } from "#lib/wire/problem.ts";
import { ours } from "#lib/wire/bounds.ts";

type Json = Readonly<Record<string, unknown>>;

const SUMMARY =
  "Lines, appointments and shared calendars of the half-days that help people with online procedures. What is refused has a code.";

/** The security schemes. The cookies `session` and `device` have the prefix `__Host-` under https. */
const SECURITY: Readonly<Record<string, Json>> = {
  login: { type: "apiKey", in: "cookie", name: "session" },
  token: { type: "http", scheme: "bearer" },
  device: { type: "apiKey", in: "cookie", name: "device" },
};

/**
 * The OpenAPI 3.1 description of the API at this address, made from the table of calls and the schemas that parse them.
 */
export function openapi(address: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const call of calls) (paths[call.path] ??= {})[call.method.toLowerCase()] = operationOf(call);
  return {
    openapi: "3.1.0",
    info: {
      title: "Permanences",
      summary: SUMMARY,
      version: "1.0.0",
      license: { name: "EUPL-1.2", identifier: "EUPL-1.2" },
    },
    servers: [{ url: address }],
    paths,
    components: { securitySchemes: SECURITY },
  };
}

const operationOf = (call: ApiCall): Json => ({
  operationId: call.name,
  summary: call.summary,
  ...(call.scope && { description: `A token of a program needs the scope \`${call.scope}\`.` }),
  security: call.who.flatMap((who) => securityOf(who, call.scope)),
  parameters: parametersOf(call),
  ...(call.body && {
    requestBody: { required: true, content: { "application/json": { schema: schemaOf(call.body) } } },
  }),
  responses: {
    ...Object.fromEntries(Object.entries(call.answers).map(([status, carried]) => [status, answerOf(carried)])),
    ...refusalsOf(call),
  },
});

const securityOf = (who: ApiCall["who"][number], scope: ApiCall["scope"]): readonly Json[] => {
  if (who === "login") return [{ login: [] }];
  if (who === "staff") return [{ login: [] }, { token: scope === undefined ? [] : [scope] }];
  return [who === "device" ? { device: [] } : {}];
};

const parametersOf = ({ path, query = {}, once }: ApiCall): readonly Json[] => [
  ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  })),
  ...Object.entries(query).map(([name, schema]) => ({ name, in: "query", required: false, schema: schemaOf(schema) })),
  ...(once
    ? [{ name: "Idempotency-Key", in: "header", required: false, schema: { type: "string", format: "uuid" } }]
    : []),
];

function answerOf(carried: AnswerBody): Json {
  if (carried === "nothing") return { description: "Done." };
  if (carried === "events")
    return {
      description: "A stream that does not end.",
      content: { "text/event-stream": { schema: { type: "string" } } },
    };
  if (carried === "csv") return { description: "A table.", content: { "text/csv": { schema: { type: "string" } } } };
  if (carried === "text") return { description: "Done.", content: { "text/plain": { schema: { type: "string" } } } };
  return { description: "Done.", content: { "application/json": { schema: schemaOf(carried) } } };
}

/** Additional fields of the problem document for some codes. */
const FACTS: Partial<Record<ProblemCode, Readonly<Record<string, z.ZodType>>>> = {
  "slot-taken": { alternatives: z.array(alternative) },
  "too-many-wait": { alternatives: z.array(alternative) },
  "scope-missing": { scope: z.enum(SCOPES) },
  malformed: { detail: ours },
  "personal-number-refused": { detail: ours },
  "unknown-field": { detail: ours, fields: z.array(ours) },
  "outside-window": { next: writtenMoment.optional() },
};

/** One response for each status, with all problem codes of that status. */
function refusalsOf(call: ApiCall): Json {
  const byStatus = Map.groupBy(problemsOf(call), (code) => statusOf[code]);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.join(", "),
        content: { "application/problem+json": { schema: problemSchema(status, codes) } },
        ...((status === 429 || status === 503) && { headers: { "Retry-After": { schema: { type: "integer" } } } }),
      },
    ]),
  );
}

function problemSchema(status: number, codes: readonly ProblemCode[]): Json {
  const facts = Object.assign({}, ...codes.map((code) => FACTS[code] ?? {})) as Record<string, z.ZodType>;
  const optionalFacts = Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, fact.optional()]));
  return schemaOf(
    z.object({ type: ours, title: ours, status: z.literal(status), code: z.enum(codes), ...optionalFacts }),
  );
}

/** The JSON schema of what is sent, before any codec or transformation. */
function schemaOf(schema: z.ZodType): Json {
  const { $schema: _, ...said } = z.toJSONSchema(schema, {
    io: "input",
    target: "draft-2020-12",
    unrepresentable: "any",
    override: withoutPattern,
  });
  return said;
}

/** Removes the pattern of a field that has a format: it says the same in a long line, a hundred times. */
const withoutPattern = ({ jsonSchema }: { readonly jsonSchema: { format?: string; pattern?: string } }): void => {
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
};
