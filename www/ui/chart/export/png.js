/** A picture in pixels, drawn from its markup. */

/** Pixels of the file for one of the picture: sharp on a projector. */
const DENSITY = 2;

/** @param {{ markup: string, width: number, height: number }} picture @returns {Promise<Blob>} */
export async function pixelsOf({ markup, width, height }) {
  const url = URL.createObjectURL(new Blob([markup], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = width * DENSITY;
    canvas.height = height * DENSITY;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no memory"))), "image/png"),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}
