/** A file that was picked and then removed from its disk, as the browser's private one allows. */
export async function removedFile(): Promise<File> {
  const folder = await navigator.storage.getDirectory();
  const name = `removed-${Math.random()}`;
  const handle = await folder.getFileHandle(name, { create: true });
  const writer = await handle.createWritable();
  await writer.write('some bytes');
  await writer.close();
  const file = await handle.getFile();
  await folder.removeEntry(name);
  return file;
}
