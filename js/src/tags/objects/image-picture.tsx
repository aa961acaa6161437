// The image itself at its place, the grid over it, and the card shown when it does not come.
import { fieldOf } from "../../core/data-field";
import { flag, number, text } from "../../core/facts";
import type { TagNode } from "../../generated/wire";
import { turned } from "../../geometry/affine";
import { type TagProps, useView } from "../../ui/context";
import type { ImageLoad } from "./image-load";
import type { ImagePages } from "./image-pages";
import { TileCanvas } from "./image-tile-canvas";
import type { ImageView } from "./image-view";

const px = (length: number): string => `${length}px`;

interface PictureProps {
  readonly node: TagNode;
  readonly load: ImageLoad;
  readonly view: ImageView;
  readonly brightness: number;
  readonly contrast: number;
}

export function Picture({ node, load, view, brightness, contrast }: PictureProps) {
  const { url } = load.loading.value;
  const { x, y, width, height } = view.place.value;
  const turns = view.turns.value;
  const natural = turned({ width, height }, turns);
  const cors = text(node, "crossOrigin");
  const filter =
    brightness === 100 && contrast === 100 ? "" : `brightness(${brightness}%) contrast(${contrast}%)`;
  return (
    <div
      data-surface=""
      class="lsw-image-surface"
      style={{ left: px(x), top: px(y), width: px(width), height: px(height) }}
    >
      {url && (
        <img
          key={load.tries.value}
          src={url}
          alt=""
          draggable={false}
          {...(cors === "anonymous" || cors === "use-credentials" ? { crossOrigin: cors } : {})}
          data-sharp={node.attrs.smoothing === false || undefined}
          style={{
            width: px(natural.width),
            height: px(natural.height),
            filter,
            transform: `translate(-50%,-50%) rotate(${turns * 90}deg)`,
          }}
          onLoad={(event) => {
            const { naturalWidth, naturalHeight } = event.currentTarget;
            if (!naturalWidth || !naturalHeight) return load.broken();
            view.size.value = { width: naturalWidth, height: naturalHeight };
            load.loaded(event.currentTarget);
          }}
          onError={load.broken}
        />
      )}
      {load.tiles && load.loading.value.state === "ready" && (
        <TileCanvas tiles={load.tiles} view={view} smooth={node.attrs.smoothing !== false} filter={filter} />
      )}
      {flag(node, "grid") && <Grid node={node} />}
    </div>
  );
}

function Grid({ node }: TagProps) {
  const size = Math.max(number(node, "gridSize") ?? 30, 2);
  // As a colour property the config's text stays a colour; the gradient takes it from there.
  const style = { color: text(node, "gridColor") || "#EEEEF4", backgroundSize: `${size}px ${size}px` };
  return <div class="lsw-image-grid" style={style} />;
}

interface CardProps extends TagProps {
  readonly load: ImageLoad;
  readonly pages: ImagePages;
}

export function LoadCard({ node, load, pages }: CardProps) {
  const { editor } = useView();
  const now = load.loading.value;
  if (now.state === "ready" && load.tiles?.problem.value) {
    return (
      <div class="lsw-image-note" role="status">
        Parts of the image are missing: {load.tiles.problem.value}
      </div>
    );
  }
  if (now.state === "loading" && now.done !== undefined) {
    return (
      <div class="lsw-image-card" role="status">
        <span>Preparing a large image</span>
        <progress value={now.done} aria-label="Preparing a large image" />
      </div>
    );
  }
  if (now.state !== "failed" && now.state !== "slow") return null;
  const failed = now.state === "failed";
  const which =
    pages.all && pages.all.length > 1 ? `page ${(pages.shown ?? 0) + 1} of ${pages.all.length}` : "";
  const place = [`Image "${node.name ?? ""}"`, fieldOf(editor, node), which].filter(Boolean).join(", ");
  return (
    <div class="lsw-image-card" role={failed ? "alert" : "status"}>
      {failed ? <b>This image cannot be shown</b> : <span>The image is taking long.</span>}
      <span class="lsw-quiet">{place}</span>
      {failed && <span>{now.message}</span>}
      {load.address && <code>{load.address.slice(0, 500)}</code>}
      {failed && <span>Correct the data and run the cell again, or go on: Skip works.</span>}
      {(!failed || now.again) && (
        <button type="button" class="lsw-button lsw-line" onClick={load.retry}>
          Try again
        </button>
      )}
    </div>
  );
}
