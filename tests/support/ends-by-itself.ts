/** Milliseconds that a run has to end after its last test: workers end, the database of the tests is stopped. */
const MOST = 30_000;

/**
 * A jest reporter that ends a run as failed which something still keeps alive after its last test, such as a browser
 * that no test closed. It says which kinds of resources are left. Without it the run would stand until the limit of its
 * layer.
 */
export default class EndsByItself {
  onRunComplete(): void {
    const ending = setTimeout(() => {
      const left = [...new Set(process.getActiveResourcesInfo())].join(", ");
      console.error(`The tests are over, and something that a test opened keeps the run alive: ${left}`);
      process.exit(1);
    }, MOST);
    ending.unref();
  }
}
