// Where the regions of an image lie on the page, for what is drawn across objects.
import { computed, effect } from "@preact/signals-core";
import type { Editor } from "../../core/editor";
import type { Scope } from "../../core/scope";
import { apply, boundsOf } from "../../geometry/affine";
import type { Places, RegionPlaces } from "../../ui/context";
import { stackAt } from "./image-marks";
import type { ImageSurface } from "./image-surface";

const SLACK = 3;

function imagePlaces(surface: ImageSurface, frame: HTMLElement): RegionPlaces {
  const { view } = surface;
  const byId = computed(() => new Map(surface.marks.value.map((mark) => [mark.id, mark])));
  return {
    kind: "area",
    now() {
      const corner = frame.getBoundingClientRect();
      const matrix = view.matrix.value;
      return {
        frame: corner,
        sees: () => true,
        of(region) {
          const mark = byId.value.get(region.id);
          if (!mark) return null;
          const figure = surface.edited.value.get(mark.id);
          const bounds = figure === undefined ? mark.bounds : mark.shape.bounds(figure);
          const box = boundsOf([
            apply(matrix, { x: bounds.left, y: bounds.top }),
            apply(matrix, { x: bounds.right, y: bounds.bottom }),
          ]);
          return [
            {
              left: box.left + corner.left,
              top: box.top + corner.top,
              right: box.right + corner.left,
              bottom: box.bottom + corner.top,
            },
          ];
        },
        room: () => Number.POSITIVE_INFINITY,
      };
    },
    at(x, y) {
      const corner = frame.getBoundingClientRect();
      if (x < corner.left || x > corner.right || y < corner.top || y > corner.bottom) return null;
      const place = view.toImage({ x: x - corner.left, y: y - corner.top });
      return stackAt(surface.marks.value, place, SLACK / (view.scale.value || 1))[0]?.id ?? null;
    },
  };
}

/** Takes part in what is drawn across objects until the scope ends. */
export function joinPlaces(
  surface: ImageSurface,
  editor: Editor,
  places: Places,
  frame: HTMLElement,
  scope: Scope,
): void {
  scope.add(places.add(surface.name, imagePlaces(surface, frame)));
  scope.add(
    effect(() => {
      void [surface.view.matrix.value, surface.view.frame.value, surface.edited.value];
      // Marks are only made for the arrows when there are any.
      if (editor.relations.value.length > 0) void surface.marks.value;
      places.changed();
    }),
  );
}
