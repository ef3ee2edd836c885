import { BackupError, unwritable } from "#lib/server/backup/backup-error.ts";

test.each([
  ["EACCES", /may not write there\. Choose a folder/],
  ["ENOSPC", /the disk is full\. Make room/],
  ["ENOENT", /its folder does not exist\. Make the folder/],
  ["EISDIR", /a folder has that name\. Name a file in it/],
  ["EROFS", /can be read only\. Choose/],
])("a backup that is refused with %s says why, what to do, and that none was made", (code, remedy) => {
  const error = unwritable("/srv/copies/a.backup", code);
  expect(error).toBeInstanceOf(BackupError);
  expect(error.message).toMatch(new RegExp(`^/srv/copies/a.backup cannot be written \\(${code}\\): `));
  expect(error.message).toMatch(remedy);
  expect(error.message).toMatch(/No backup was made\.$/);
});

test("a refusal that nobody knows is said by its code alone", () => {
  expect(unwritable("a", "EIO").message).toBe("a cannot be written (EIO). No backup was made.");
  expect(unwritable("a", undefined).message).toBe("a cannot be written (unknown). No backup was made.");
});
