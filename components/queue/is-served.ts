/** Whether the application answers. Asked before a page is loaded anew: without network the browser would show its own error instead, for ever. */
export const isServed = (): Promise<boolean> =>
  fetch("/healthz", { cache: "no-store" }).then(
    ({ ok }) => ok,
    () => false,
  );
