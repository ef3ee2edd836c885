import { randomFrom, type Random } from "./random.ts";
import { IMPOSSIBLE_MOMENTS, NO_IDS, ODD_TEXTS } from "./odd-values.ts";
import { sampleOf, type Sample, type Schema } from "./sample.ts";
import { withUnknownField, wrongBodies } from "./wrong-bodies.ts";

/** A request with a known fault. */
export type BadRequest = {
  readonly fault: string;
  readonly call: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

/**
 * The data for requests that are valid except for their fault: ids, values of fields, and headers of senders with and
 * without rights.
 */
export type Targets = {
  readonly permanence: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** Ids and secrets of other people and things, which must give no access. */
  readonly others: readonly string[];
  readonly team: Readonly<Record<string, string>>;
  readonly strangers: readonly Readonly<Record<string, string>>[];
  /**
   * People who are signed in, with rights elsewhere only. A call about somebody's own account is right for them too.
   */
  readonly otherStaff: readonly Readonly<Record<string, string>>[];
  readonly origin: string;
};

type Operation = {
  readonly operationId: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: { readonly "application/json": { readonly schema: Schema } } };
};
type CalledOperation = {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
  readonly methods: readonly string[];
};
export type Description = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

/**
 * `count` wrong requests for the calls of the API description, covering every call and every fault; the same seed gives
 * the same requests.
 */
export function badRequests(
  description: Description,
  targets: Targets,
  count: number,
  seed: number,
): readonly BadRequest[] {
  const random = randomFrom(seed);
  const calls = Object.entries(description.paths).flatMap(([path, operations]) => {
    const methods = Object.keys(operations).map((method) => method.toUpperCase());
    return Object.entries(operations).map(([method, operation]): CalledOperation => ({
      method: method.toUpperCase(),
      path,
      operation,
      methods,
    }));
  });
  const made: BadRequest[] = [];
  for (let turn = 0; made.length < count; turn += 1) {
    const call = calls[turn % calls.length] as CalledOperation;
    const [fault, makeWrong] = random.pick(Object.entries(FAULTS));
    const wrong = makeWrong(call, targets, random);
    if (wrong)
      made.push({
        fault,
        call: call.operation.operationId,
        method: call.method,
        path: addressOf(call, targets),
        ...wrong,
        headers: { ...headersFor(call, targets, random), ...wrong.headers },
      });
  }
  return made;
}

type WrongPart = Partial<Pick<BadRequest, "method" | "path" | "body" | "headers">>;
type Fault = (call: CalledOperation, targets: Targets, random: Random) => WrongPart | undefined;

const bodyOf = ({ operation }: CalledOperation, targets: Targets, random: Random): Sample | undefined => {
  const schema = operation.requestBody?.content["application/json"].schema;
  return schema && sampleOf(schema, random, targets.values);
};
const rightBody = (call: CalledOperation, targets: Targets, random: Random): { body?: string } => {
  const sample = bodyOf(call, targets, random);
  return sample ? { body: withUnknownField(JSON.stringify(sample.value), sample, random) } : {};
};
const parameters = ({ operation }: CalledOperation, kind: string) =>
  (operation.parameters ?? []).filter((one) => one.in === kind);
const onlyTeam = ({ operation }: CalledOperation): boolean =>
  !(operation.security ?? []).some((way) => Object.keys(way).length === 0);
/**
 * Whether a call concerns the account of whoever is signed in, whatever their roles: no token and no device may make
 * it.
 */
const ofOwnAccount = ({ operation }: CalledOperation): boolean =>
  (operation.security ?? []).every((way) => Object.keys(way).join() === "login");
const written = (text: string): string => (text.startsWith("%") ? text : encodeURIComponent(text.toWellFormed()));

const addressOf = ({ path }: CalledOperation, targets: Targets): string =>
  path.replace("{id}", targets.permanence).replace(/\{\w+\}/g, "A".repeat(43));

/** Mostly the team's headers, since a request with rights passes more checks before it is refused. */
const headersFor = (call: CalledOperation, targets: Targets, random: Random): Record<string, string> => ({
  ...(call.operation.requestBody && { "content-type": "application/json" }),
  ...(random.oneIn(4) ? random.pick([...targets.strangers, ...targets.otherStaff]) : targets.team),
});

const ofBody = Object.fromEntries(
  Object.entries(wrongBodies).map(([fault, makeWrong]): [string, Fault] => [
    fault,
    (call, targets, random) => {
      const sample = bodyOf(call, targets, random);
      const body = sample && makeWrong(sample, random);
      return sample && body !== undefined ? { body: withUnknownField(body, sample, random) } : undefined;
    },
  ]),
);

const FAULTS: Readonly<Record<string, Fault>> = {
  ...ofBody,
  "impossible moment": (call, targets, random) => {
    const sample = bodyOf(call, targets, random);
    if (!sample?.parts.some(({ at }) => at.join() === "startsAt")) return undefined;
    return { body: JSON.stringify({ ...(sample.value as object), startsAt: random.pick(IMPOSSIBLE_MOMENTS) }) };
  },
  "no such thing, or another's": (call, targets, random) => {
    if (!call.path.includes("{")) return undefined;
    // The team's own place is no such thing of a half-day, and the right one of a call about places.
    const others = targets.others.filter((id) => !call.path.includes("/places/") || id !== targets.values["place"]);
    const id = random.pick([random.pick(NO_IDS), random.pick(others), crypto.randomUUID()]);
    return { path: call.path.replace(/\{\w+\}/g, written(id)), ...rightBody(call, targets, random) };
  },
  "no such address": (call, targets, random) => ({
    path:
      addressOf(call, targets) + random.pick(["/x", "/..%2f", "/%00", `/${written(random.pick(ODD_TEXTS)) || "x"}`]),
    ...rightBody(call, targets, random),
  }),
  "wrong method": (call, targets, random) => ({
    method: random.pick(["POST", "PUT", "PATCH", "DELETE", "PURGE"].filter((method) => !call.methods.includes(method))),
    body: random.pick(["", "{}"]),
  }),
  "wrong content type": (call, targets, random) => {
    const body = rightBody(call, targets, random);
    if (body.body === undefined) return undefined;
    return {
      ...body,
      headers: {
        "content-type": random.pick([
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
  "foreign page": (call, targets, random) =>
    call.method === "GET"
      ? undefined
      : {
          ...rightBody(call, targets, random),
          headers: {
            origin: random.pick([
              "null",
              "https://elsewhere.example",
              `${targets.origin}.elsewhere.example`,
              "file://",
              "",
            ]),
            authorization: "",
            cookie: "",
          },
        },
  "key that is none": (call, targets, random) =>
    parameters(call, "header").length === 0
      ? undefined
      : {
          ...rightBody(call, targets, random),
          headers: { "idempotency-key": random.pick(["1", "x".repeat(200), "' OR 1=1 --", "{}"]) },
        },
  "query that is none": (call, targets, random) => {
    const wanted = parameters(call, "query");
    if (wanted.length === 0) return undefined;
    const query = [random.pick(wanted)].map(
      ({ name }) =>
        `${name}=${random.pick(["%27%20OR%201%3D1", "%00", "%F0%9F%A6%8A", "x".repeat(300), "%E0%A4%A", "<script>", "a%0d%0ab", "Ab_"])}`,
    );
    return { path: `${addressOf(call, targets)}?${query.join("&")}` };
  },
  "nobody who may": (call, targets, random) =>
    onlyTeam(call)
      ? {
          ...rightBody(call, targets, random),
          headers: {
            authorization: "",
            cookie: "",
            ...random.pick(ofOwnAccount(call) ? targets.strangers : [...targets.strangers, ...targets.otherStaff]),
          },
        }
      : undefined,
};
