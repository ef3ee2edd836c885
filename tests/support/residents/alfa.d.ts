/* The calls of Siteimprove's Alfa that `alfa-faults.ts` makes. Its own types are those of a functional library and
   take the compiler long. */

declare module "@siteimprove/alfa-dom/native" {
  type NodeJson = { readonly type: string };
  export const Native: { readonly fromNode: () => Promise<NodeJson> };
}
declare module "@siteimprove/alfa-dom" {
  import type { Device } from "@siteimprove/alfa-device";
  export class Document {
    private constructor();
    static from(json: { readonly type: string }, device: Device): Document;
  }
}
declare module "@siteimprove/alfa-device/native" {
  type DeviceJson = { readonly type: string };
  export const Native: { readonly fromWindow: (window: Window) => DeviceJson };
}
declare module "@siteimprove/alfa-device" {
  export class Device {
    private constructor();
    static from(json: { readonly type: string }): Device;
  }
}
declare module "@siteimprove/alfa-http" {
  export class Request {
    private constructor();
    static empty(): Request;
  }
  export class Response {
    private constructor();
    static empty(): Response;
  }
}
declare module "@siteimprove/alfa-web" {
  import type { Device } from "@siteimprove/alfa-device";
  import type { Document } from "@siteimprove/alfa-dom";
  import type { Request, Response } from "@siteimprove/alfa-http";
  export class Page {
    private constructor();
    static of(request: Request, response: Response, document: Document, device: Device): Page;
  }
}
declare module "@siteimprove/alfa-rules" {
  type Rule = { readonly uri: string };
  export const Rules: { readonly values: () => Iterable<Rule> };
}
declare module "@siteimprove/alfa-act" {
  import type { Page } from "@siteimprove/alfa-web";
  export type Outcome = { readonly rule: { readonly uri: string }; readonly target: unknown };
  export const Outcome: { readonly isFailed: (outcome: Outcome) => boolean };
  export const Audit: {
    readonly of: (
      page: Page,
      rules: Iterable<{ readonly uri: string }>,
    ) => { readonly evaluate: () => PromiseLike<Iterable<Outcome>> };
  };
}
