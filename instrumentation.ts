/** What a server does as it starts and as it ends. Only in Node: the server layer does not run elsewhere. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { startServerProcess } = await import("#lib/server/live/start-server-process.ts");
    await startServerProcess();
  }
}

/** Called by the framework with each error of a page or a route that nothing of ours caught. */
export async function onRequestError(error: unknown): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { noteFailure } = await import("#lib/server/outage/failed-requests.ts");
    noteFailure(error);
  }
}
