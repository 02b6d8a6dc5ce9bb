/** The readers of the data worker, with files as people have them: awkward, large, cut off, hostile. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { describe } from "../../www/engine/data.js";
import { EngineError, toWire } from "../../www/engine/error.js";
import { clausesOf, SENTENCES } from "../../www/reasons.js";
import { Budget, MOST_BYTES } from "../../www/worker/read/limits.js";
import { guessFormat, readTitles } from "../../www/worker/read/titles.js";
import { snappyParquet, zstdParquet } from "./support/parquet.js";

/** @param {string} name @param {string | Uint8Array} content */
const file = (name, content) => new File([content], name);
const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text);

/** @param {string} name @param {string | Uint8Array} content @param {import("../../www/worker/read/titles.js").Options} [options] */
const read = (name, content, options) => readTitles([file(name, content)], options);
/** @param {string} name @param {string | Uint8Array} content */
const titlesIn = async (name, content) => (await read(name, content)).titles;

const inEnglish = (/** @type {number} */ n) => n.toLocaleString("en");

/** @param {string} text @param {"utf16le" | "utf16be"} encoding @param {boolean} mark */
function utf16(text, encoding, mark) {
  const encoded = Buffer.from(`${mark ? "\ufeff" : ""}${text}`, "utf16le");
  return new Uint8Array(encoding === "utf16le" ? encoded : encoded.swap16());
}

test("a text is read in each of its encodings, and says which", async () => {
  const text = "  One \r\n\n\t\nCafé “zwei”\u00a0\nDrei 🐈";
  const titles = ["One", "Café “zwei”", "Drei 🐈"];
  for (const [encoding, content] of /** @type {const} */ ([
    ["utf-8", bytes(text)],
    ["utf-8-bom", bytes(`\ufeff${text}`)],
    ["utf-16le-bom", utf16(text, "utf16le", true)],
    ["utf-16be-bom", utf16(text, "utf16be", true)],
    ["utf-16le", utf16(text, "utf16le", false)],
    ["utf-16be", utf16(text, "utf16be", false)],
  ])) {
    const found = await read("a.txt", content);
    assert.deepEqual(found.titles, titles, encoding);
    assert.equal(found.empty, 2);
    assert.deepEqual(found.files, [{ name: "a.txt", format: "txt", encoding, titles: 3 }]);
  }
});

test("characters that chunks cut in two are whole", async () => {
  const titles = Array.from({ length: 60_000 }, (_, i) => `Größe ${i} 🐈 “ü”`);
  for (const content of [bytes(titles.join("\n")), utf16(titles.join("\n"), "utf16be", true)])
    assert.deepEqual(await titlesIn("long.txt", content), titles);
});

test("a table keeps its quotes, commas and line breaks, and may be ragged", async () => {
  const table =
    'id,title,url\r\n1,"Commas, and ""quotes""",http://a\r\n2,"Two\nlines",http://b\r\n\r\n3,,\r\n4\r\n5,"Last" ,x,y\r\n';
  const found = await read("t.csv", table);
  assert.deepEqual(found.titles, ['Commas, and "quotes"', "Two lines", "Last"]);
  assert.deepEqual(
    [found.columns, found.column, found.empty],
    [["id", "title", "url", "Column 4"], 1, 2],
  );
  const other = await read("t.csv", table, { column: 2 });
  assert.deepEqual(other.titles, ["http://a", "http://b", "x"]);
  assert.equal(other.column, 2);
});

test("tables of every separator, of one column and without names", async () => {
  for (const [name, content] of /** @type {const} */ ([
    ["a.tsv", 'n\ttitle\n1\tOne, two\n2\t"Three\tfour"\n'],
    ["a.csv", 'n;title\n1;One, two\n2;"Three\tfour"\n'],
    ["a.csv", 'title\n"One, two"\n"Three\tfour"\n'],
    ["a.csv", 'title,n\r"One, two",1\r"Three\tfour",2\r'],
    ["a.csv", '1,https://example.org/a-b c d e,"One, two"\n2,https://example.org,"Three\tfour"\n'],
    ["pasted", 'n\ttitle\n1\tOne, two\n2\t"Three\tfour"\n'],
  ]))
    assert.deepEqual(await titlesIn(name, content), ["One, two", "Three\tfour"], content);
});

test("rows longer than a chunk's end are whole", async () => {
  const titles = Array.from({ length: 50_000 }, (_, i) => `“${i}”, a "title"\tof row ${i}`);
  const rows = titles.map((title, i) => `${i},"${title.replaceAll('"', '""')}"`);
  assert.deepEqual(await titlesIn("big.csv", `n,headline\n${rows.join("\n")}\n`), titles);
});

test("JSON is a list of texts, a list of records, or one of them a line", async () => {
  const records = [
    { id: 1, headline: "One, “two”", tags: ["]", "}"] },
    { id: 2, headline: 'A \\ and a " and ☃', more: { headline: "not this" } },
    { id: 3, headline: null },
  ];
  const titles = records.flatMap(({ headline }) => headline ?? []);
  for (const [name, content] of /** @type {const} */ ([
    ["a.json", JSON.stringify(titles)],
    ["a.json", JSON.stringify(titles, null, 2)],
    ["a.json", JSON.stringify(records, null, 2)],
    ["a.json", records.map((record) => JSON.stringify(record)).join("\n")],
    ["a.jsonl", records.map((record) => JSON.stringify(record)).join("\r\n\r\n")],
    ["a.jsonl", titles.map((title) => JSON.stringify(title)).join("\n")],
    ["pasted", JSON.stringify(records)],
  ]))
    assert.deepEqual(await titlesIn(name, content), titles, content);
  const many = Array.from({ length: 40_000 }, (_, i) => ({ a: "\\", title: `Number "${i}"` }));
  assert.deepEqual(
    await titlesIn("many.json", JSON.stringify(many)),
    many.map(({ title }) => title),
  );
  const found = await read("a.json", JSON.stringify(records));
  assert.deepEqual([found.columns, found.column], [["id", "headline", "tags", "more"], 1]);
  assert.deepEqual((await read("a.json", JSON.stringify(records), { column: 0 })).titles, [
    "1",
    "2",
    "3",
  ]);
});

test("parquet is read by its column of titles, packed with snappy or zstd", async () => {
  for (const one of [snappyParquet("t.parquet"), zstdParquet("t.parquet")]) {
    const found = await readTitles([one]);
    assert.equal(found.titles.length, 59);
    assert.equal(found.titles[58], "Made-up headline number 59 “of” sixty");
    assert.deepEqual([found.columns, found.column, found.empty], [["url", "title"], 1, 1]);
    assert.equal((await readTitles([one], { column: 0 })).titles[59], "https://example.org/59");
  }
});

test("several files, packed ones among them, give their titles in order; what can't be read is named", async () => {
  const packed = zipSync({
    "folder/b.csv": bytes("title,n\nB one,1\nB two,2\n"),
    "folder/c.jsonl.gz": new Uint8Array(gzipSync('{"n":1,"title":"C one"}\n')),
    "__MACOSX/b.csv": bytes("title\nnot this"),
    "d.parquet": new Uint8Array(await snappyParquet("d").arrayBuffer()),
    "picture.png": bytes("not this"),
    "e.zip": zipSync({ "a.txt": bytes("not this") }),
  });
  const found = await readTitles([
    file("a.txt.gz", new Uint8Array(gzipSync("A one\nA two"))),
    file("broken.txt", new Uint8Array([0x66, 0xff, 0xfe, 0x0a])),
    file("all.zip", packed),
  ]);
  assert.deepEqual(found.titles.slice(0, 5), ["A one", "A two", "B one", "B two", "C one"]);
  assert.equal(found.titles.length, 5 + 59);
  assert.deepEqual(
    found.files.map(({ name, titles }) => [name, titles]),
    [
      ["a.txt", 2],
      ["broken.txt", 0],
      ["all.zip/folder/b.csv", 2],
      ["all.zip/folder/c.jsonl", 1],
      ["all.zip/d.parquet", 59],
      ["all.zip/e.zip", 0],
    ],
  );
  assert.match(
    found.files[1].why ?? "",
    /^“broken.txt” is not UTF-8 text: byte 2 can't be read; save/,
  );
  assert.match(found.files[5].why ?? "", /packed more than once; unpack it/);
  assert.deepEqual([found.columns, found.column], [["title", "n", "url"], 0]);
});

test("what is told of the reading goes up to the size of the files", async () => {
  const text = "A headline of some length\n".repeat(100_000);
  for (const one of [file("a.txt", text), file("a.txt.gz", new Uint8Array(gzipSync(text)))]) {
    /** @type {number[]} */
    const told = [];
    await readTitles([one], { report: (done, total) => told.push(done / total) });
    assert.ok(told.length > 0 && told.every((share, i) => share >= (told[i - 1] ?? 0)));
    assert.equal(told.at(-1), 1);
  }
});

const zip = zipSync({ "a.txt": bytes("One\nTwo\n".repeat(2000)) });
/** Where the list has its last file, counted from the end, if its name has five letters. */
const LAST = -22 - 51;
const changed = (
  /** @type {Uint8Array} */ whole,
  /** @type {number} */ at,
  /** @type {number} */ byte,
) => whole.with(at < 0 ? whole.length + at : at, byte);

test("files that are empty, cut off, damaged or hostile are refused by name, with the reason and what to do", async () => {
  const gz = new Uint8Array(gzipSync("One\nTwo\n".repeat(2000)));
  const parquet = new Uint8Array(await snappyParquet("p").arrayBuffer());
  const deep = `[${"[".repeat(40)}${"]".repeat(40)}]`;
  for (const [name, content, reason] of /** @type {const} */ ([
    ["empty.txt", "", "is empty"],
    ["blank.txt", "\n \r\n\t\n", "holds no headlines"],
    ["empty.csv", "title,n\n", "holds no headlines"],
    ["binary.txt", new Uint8Array([65, 0, 1, 2, 3, 4, 0]), "byte 2 is zero"],
    [
      "latin-1.txt",
      Buffer.from(`${"One\n".repeat(30_000)}Caf\xe9\n`, "latin1"),
      "byte 120,004 can't be read",
    ],
    ["odd.txt", utf16("One\nTwo", "utf16le", true).subarray(0, 15), "is not UTF-16LE text"],
    ["long.txt", "x".repeat(20_001), "more than 20,000 characters"],
    ["longer.txt", new Uint8Array(5e6).fill(120), "more than 20,000 characters"],
    ["quote.csv", 'title,n\nOne,1\n"Two,2\nThree,3\n', "opens a quote in row 3"],
    ["cut.json", '["One", "Two', "ends within its list, after 1 elements"],
    ["deep.json", deep, "nests deeper"],
    ["object.json", '{\n"titles": ["One"]}', "is no JSON in its record 1"],
    ["list.json", "[[1], [2]]", "holds no texts"],
    ["cut.jsonl", '{"title": "One"}\n{"title": "Tw', "is no JSON in its record 2"],
    ["cut.txt.gz", gz.subarray(0, gz.length - 20), "is cut off or damaged"],
    ["sum.txt.gz", changed(gz, -6, gz[gz.length - 6] ^ 1), "is cut off or damaged"],
    ["twice.gz", new Uint8Array(gzipSync(gz)), "is packed more than once"],
    ["cut.zip", zip.subarray(0, zip.length - 40), "is cut off or damaged"],
    [
      "sum.zip",
      changed(changed(zip, 14, 1), zip.length - 22 - 51 + 16, 1),
      "is cut off or damaged",
    ],
    ["locked.zip", changed(zip, LAST + 8, 1), "is locked with a password"],
    ["method.zip", changed(zip, LAST + 10, 14), "is packed in a way that is not read here (14)"],
    ["out.zip", zipSync({ "a/../../b.txt": bytes("a") }), "“a/../../b.txt”, that leads out of it"],
    [
      "twice.zip",
      changed(zipSync({ "a.txt": bytes("a"), "b.txt": bytes("b") }), LAST + 46, 97),
      "holds “a.txt” twice",
    ],
    ["many.zip", changed(changed(zip, -12, 0xff), -11, 0xff), "holds more than 10,000 files"],
    ["none.zip", zipSync({}), "holds no files"],
    ["pictures.zip", zipSync({ "a.png": bytes("a") }), "holds no text, table or JSON"],
    ["sheet.xlsx", zipSync({ "[Content_Types].xml": bytes("a") }), "save its table as CSV"],
    ["cut.parquet", parquet.subarray(0, parquet.length - 30), "is cut off or damaged"],
    ["torn.parquet", parquet.map((byte, i) => (i > 200 && i < 800 ? 255 : byte)), "“torn.parquet”"],
  ]))
    await assert.rejects(
      read(name, content),
      (/** @type {any} */ error) => {
        assert.equal(error.code, "data", `${name}: ${error.stack}`);
        assert.match(error.message, /^“.+” .{8,}; .{8,}\.$/s, name);
        assert.ok(error.message.startsWith(`“${name}`), error.message);
        assert.ok(error.message.includes(reason), error.message);
        // The same as it crosses from the worker, for who says it in another language.
        const told = EngineError.fromWire(structuredClone(toWire(error)));
        const [what, remedy] = clausesOf(SENTENCES, told.reason, told.values, inEnglish);
        assert.equal(`${what}; ${remedy}.`, error.message);
        assert.equal(remedy, told.remedy);
        return true;
      },
      name,
    );
});

test("what is unpacked is counted while it comes, whatever a file claims", async () => {
  const lines = bytes("aaaaaaaaa\n".repeat(3e5));
  // Claims to unpack to one byte.
  const liar = zipSync({ "a.txt": lines });
  const place = liar.length - 22 - 51 + 24;
  liar.set([1, 0, 0, 0], place);
  await assert.rejects(read("liar.zip", liar), /is cut off or damaged/);
  for (const [name, content] of /** @type {const} */ ([
    ["bomb.txt.gz", new Uint8Array(gzipSync(lines))],
    ["bomb.zip", zipSync({ "a.txt": lines })],
    ["many.zip", zipSync({ "a.txt": lines.slice(0, 6e5), "b.txt": lines.slice(0, 6e5) })],
  ])) {
    const options = { budget: new Budget({ bytes: 1e6 }) };
    await assert.rejects(async () => {
      const { files } = await read(name, content, options);
      for (const { why } of files) if (why) throw new Error(why);
    }, /unpacks to more than the 1 MB/);
  }
  const titles = { budget: new Budget({ titles: 1000 }) };
  await assert.rejects(
    read("many.txt", "a\n".repeat(1001), titles),
    /more than the 1,000 headlines/,
  );
  const large = Object.defineProperty(file("large.csv", ""), "size", { value: MOST_BYTES + 1 });
  await assert.rejects(readTitles([large]), /“large.csv” has 101 MB, more than the 100/);
});

test("a format is what the name says, and else what the text looks like", () => {
  for (const [name, head, format] of /** @type {const} */ ([
    ["a.txt", "id,title\n1,One", "txt"],
    ["a.NDJSON", "", "jsonl"],
    ["a.json", ' {"title": 1}', "jsonl"],
    ["a", "Cats, dogs, and titles\nMore", "txt"],
    ["a", "[pdf] A paper\nAnother", "txt"],
    ["a", '"title",url\nOne,b', "csv"],
    ["a", "One\t1\nTwo\t2\nThr", "tsv"],
    ["a", "One\ttab\nand none\n", "txt"],
  ]))
    assert.equal(guessFormat(name, head), format, head);
});

test("headlines of several files are called by those that were read", () => {
  const files = ["a.csv", "b.jsonl", "c.png"].map((name) => file(name, ""));
  const called = (/** @type {object[]} */ facts) =>
    describe(
      "data",
      { kind: "files", files },
      /** @type {any} */ ({ files: facts }),
      /** @type {any} */ ({ train_ids: [], val_ids: [] }),
    ).name;
  const [a, b, c] = files.map(({ name }) => ({ name, titles: 1 }));
  assert.equal(called([a, b, c]), "a.csv + 2");
  assert.equal(called([a, b, { ...c, why: "It is no text." }]), "a.csv + 1");
  assert.equal(called([{ ...a, why: "It is empty." }, b, { ...c, why: "No." }]), "b.jsonl");
});
