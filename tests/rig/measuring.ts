/**
 * The process of a measurer: calls the functions of the module whose file address is its one word. It imports nothing,
 * so that the module may be of an earlier version.
 */
type MeasurerCall = { readonly name: string; readonly given: readonly unknown[] };
type Tasks = Readonly<Record<string, (...given: readonly unknown[]) => Promise<unknown>>>;

const loaded = import(process.argv[2] ?? "") as Promise<Tasks>;
process.on("message", ({ name, given }: MeasurerCall) => {
  loaded
    .then((tasks) => tasks[name]?.(...given))
    .then(
      (answer) => process.send?.({ answer }),
      (error: unknown) =>
        process.send?.({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
});
process.on("disconnect", () => process.exit(0));

export {};
