/** In a worker, beside store-worker.js: writes and reads values in each kind of storage that the engine has. */

/** @param {string} kind */
async function roundTrip(kind) {
  const store = await kept.open(kind);
  await store.clear();
  const lengths = [0, 1, 9_000_001];
  for (const length of lengths)
    await store.write("../run", { length }, kept.cut(kept.bytesOf(length, length), 1_234_567));
  const { note, sequence, value } = await kept.readBack(await kept.open(kind), "../run");
  const same = kept.same(value, kept.bytesOf(note.length, note.length));
  // Half of the newest is lost.
  const slots = await kept.slots(kind);
  const images = await Promise.all(slots.map((slot) => slot.read()));
  const newest = images[0].length > images[1].length ? 0 : 1;
  await slots[newest].write(images[newest].slice(0, images[newest].length / 2));
  const before = await kept.readBack(await kept.open(kind), "../run");
  const used = (await store.usage()).used;
  const release = await store.hold("../run");
  const twice = await store.hold("../run");
  release?.();
  await store.remove("../run");
  const left = (await kept.slots(kind)).length;
  return { kind, same, sequence, before: before?.note.length, used: used > 0, twice, left };
}

const told = [];
try {
  await import("./store-worker.js");
  const { store, reason } = await kept.openStore({ checksum: kept.checksum });
  told.push({ first: store?.kind ?? reason });
  const kinds = store?.kind === "opfs" ? ["opfs", "indexeddb"] : ["indexeddb"];
  for (const kind of kinds) told.push(await roundTrip(kind));
} catch (error) {
  told.push(String(error), String(/** @type {any} */ (error).stack));
}
postMessage({ told });
