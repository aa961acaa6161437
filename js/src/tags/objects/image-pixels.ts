// Pixels of an image at full size, for tools that look at them.
import { type Bounds, clamp, type Size } from "../../geometry/affine";

/** More would take over 256 MB. */
const MOST = 64_000_000;
const NO_ACCESS =
  'The pixels of this image cannot be read: it comes from another server that does not allow it (CORS). Set crossOrigin="anonymous" on the Image tag and let the server send Access-Control-Allow-Origin.';

type Paint = (ctx: OffscreenCanvasRenderingContext2D, part: Bounds) => void | Promise<void>;

/** The whole pixels that a part of the image touches; rejects with a plain sentence. */
export async function pixelsOf(bounds: Bounds, size: Size, paint: Paint): Promise<ImageData> {
  const part = {
    left: clamp(Math.floor(bounds.left), 0, size.width),
    top: clamp(Math.floor(bounds.top), 0, size.height),
    right: clamp(Math.ceil(bounds.right), 0, size.width),
    bottom: clamp(Math.ceil(bounds.bottom), 0, size.height),
  };
  const [width, height] = [part.right - part.left, part.bottom - part.top];
  if (width < 1 || height < 1) throw new Error("There are no pixels: that part lies outside the image.");
  if (width * height > MOST) throw new Error("That part of the image is too large to be read at once.");
  const ctx = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (!ctx) throw new Error("This browser has no memory left for the pixels.");
  await paint(ctx, part);
  try {
    return ctx.getImageData(0, 0, width, height);
  } catch (error) {
    throw new Error(NO_ACCESS, { cause: error });
  }
}
