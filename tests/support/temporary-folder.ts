import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** An empty folder of a test's own, where everybody may pass; `remove` takes it away with all it holds. */
export async function temporaryFolder(): Promise<{ readonly path: string; readonly remove: () => Promise<void> }> {
  const path = await mkdtemp(join(process.env["TEST_FOLDER"] ?? tmpdir(), "permanences-test-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
