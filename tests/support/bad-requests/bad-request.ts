import { lotsFrom, type Lots } from "./lots.ts";
import { IMPOSSIBLE_MOMENTS, NO_IDS, ODD_TEXTS } from "./nasty.ts";
import { sampleOf, type Sample, type Schema } from "./sample.ts";
import { season, spoilBody } from "./spoil.ts";

/** A request that is surely wrong, and in which way. */
export type BadRequest = {
  readonly fault: string;
  readonly call: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** Where the requests go: what an address and a body need to be right but for their fault, and who may ask. */
export type World = {
  readonly permanence: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** Secrets and ids of others and of other things, which must open nothing. */
  readonly others: readonly string[];
  readonly team: Readonly<Record<string, string>>;
  readonly strangers: readonly Readonly<Record<string, string>>[];
  readonly origin: string;
};

type Operation = {
  readonly operationId: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: { readonly "application/json": { readonly schema: Schema } } };
};
type Call = {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
  readonly methods: readonly string[];
};
export type Description = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

/** So many requests for the calls of the description, the same ones again from the same seed; every call and every fault has its turn. */
export function badRequests(
  description: Description,
  world: World,
  count: number,
  seed: number,
): readonly BadRequest[] {
  const lots = lotsFrom(seed);
  const calls = Object.entries(description.paths).flatMap(([path, operations]) => {
    const methods = Object.keys(operations).map((method) => method.toUpperCase());
    return Object.entries(operations).map(([method, operation]): Call => ({
      method: method.toUpperCase(),
      path,
      operation,
      methods,
    }));
  });
  const made: BadRequest[] = [];
  for (let turn = 0; made.length < count; turn += 1) {
    const call = calls[turn % calls.length] as Call;
    const [fault, spoil] = lots.pick(Object.entries(FAULTS));
    const spoiled = spoil(call, world, lots);
    if (spoiled)
      made.push({
        fault,
        call: call.operation.operationId,
        method: call.method,
        path: addressOf(call, world),
        ...spoiled,
        headers: { ...asked(call, world, lots), ...spoiled.headers },
      });
  }
  return made;
}

type Spoiled = Partial<Pick<BadRequest, "method" | "path" | "body" | "headers">>;
type Fault = (call: Call, world: World, lots: Lots) => Spoiled | undefined;

const bodyOf = ({ operation }: Call, world: World, lots: Lots): Sample | undefined => {
  const schema = operation.requestBody?.content["application/json"].schema;
  return schema && sampleOf(schema, lots, world.values);
};
const rightBody = (call: Call, world: World, lots: Lots): { body?: string } => {
  const sample = bodyOf(call, world, lots);
  return sample ? { body: season(JSON.stringify(sample.value), lots) } : {};
};
const parameters = ({ operation }: Call, kind: string) => (operation.parameters ?? []).filter((one) => one.in === kind);
const onlyTeam = ({ operation }: Call): boolean =>
  !(operation.security ?? []).some((way) => Object.keys(way).length === 0);
const written = (text: string): string => (text.startsWith("%") ? text : encodeURIComponent(text.toWellFormed()));

const addressOf = ({ path }: Call, world: World): string =>
  path.replace("{id}", world.permanence).replace(/\{\w+\}/g, "A".repeat(43));

/** Anybody may send a wrong request; the one with the best right gets furthest into us. */
const asked = (call: Call, { team, strangers }: World, lots: Lots): Record<string, string> => ({
  ...(call.operation.requestBody && { "content-type": "application/json" }),
  ...(lots.oneIn(4) ? lots.pick(strangers) : team),
});

const ofBody = Object.fromEntries(
  Object.entries(spoilBody).map(([fault, spoil]): [string, Fault] => [
    fault,
    (call, world, lots) => {
      const sample = bodyOf(call, world, lots);
      const body = sample && spoil(sample, lots);
      return body === undefined ? undefined : { body: season(body, lots) };
    },
  ]),
);

const FAULTS: Readonly<Record<string, Fault>> = {
  ...ofBody,
  "impossible moment": (call, world, lots) => {
    const sample = bodyOf(call, world, lots);
    if (!sample?.parts.some(({ at }) => at.join() === "startsAt")) return undefined;
    return { body: JSON.stringify({ ...(sample.value as object), startsAt: lots.pick(IMPOSSIBLE_MOMENTS) }) };
  },
  "no such thing, or another's": (call, world, lots) => {
    if (!call.path.includes("{")) return undefined;
    const id = lots.pick([lots.pick(NO_IDS), lots.pick(world.others), crypto.randomUUID()]);
    return { path: call.path.replace(/\{\w+\}/g, written(id)), ...rightBody(call, world, lots) };
  },
  "no such address": (call, world, lots) => ({
    path: addressOf(call, world) + lots.pick(["/x", "/..%2f", "/%00", `/${written(lots.pick(ODD_TEXTS)) || "x"}`]),
    ...rightBody(call, world, lots),
  }),
  "wrong method": (call, world, lots) => ({
    method: lots.pick(["POST", "PUT", "PATCH", "DELETE", "PURGE"].filter((method) => !call.methods.includes(method))),
    body: lots.pick(["", "{}"]),
  }),
  "wrong content type": (call, world, lots) => {
    const body = rightBody(call, world, lots);
    if (body.body === undefined) return undefined;
    return {
      ...body,
      headers: {
        "content-type": lots.pick([
          "text/plain",
          "application/x-www-form-urlencoded",
          "multipart/form-data; boundary=x",
          "application/jsonp",
          "application/xml",
          "text/json",
          "application/json+x",
          " ",
        ]),
      },
    };
  },
  "foreign page": (call, world, lots) =>
    call.method === "GET"
      ? undefined
      : {
          ...rightBody(call, world, lots),
          headers: {
            origin: lots.pick([
              "null",
              "https://elsewhere.example",
              `${world.origin}.elsewhere.example`,
              "file://",
              "",
            ]),
            authorization: "",
            cookie: "",
          },
        },
  "key that is none": (call, world, lots) =>
    parameters(call, "header").length === 0
      ? undefined
      : {
          ...rightBody(call, world, lots),
          headers: { "idempotency-key": lots.pick(["1", "x".repeat(200), "' OR 1=1 --", "{}"]) },
        },
  "query that is none": (call, world, lots) => {
    const asked = parameters(call, "query");
    if (asked.length === 0) return undefined;
    const query = [lots.pick(asked)].map(
      ({ name }) =>
        `${name}=${lots.pick(["%27%20OR%201%3D1", "%00", "%F0%9F%A6%8A", "x".repeat(300), "%E0%A4%A", "<script>", "a%0d%0ab", "Ab_"])}`,
    );
    return { path: `${addressOf(call, world)}?${query.join("&")}` };
  },
  "nobody who may": (call, world, lots) =>
    onlyTeam(call)
      ? { ...rightBody(call, world, lots), headers: { authorization: "", cookie: "", ...lots.pick(world.strangers) } }
      : undefined,
};
