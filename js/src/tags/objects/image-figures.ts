// All shapes but boxes and masks, and the tools that draw them.
import { ellipse, ellipseTool } from "../shapes/ellipse";
import { keypoint, keypointTool } from "../shapes/keypoint";
import { polygon } from "../shapes/polygon";
import { polygonTool } from "../shapes/polygon-draw";
import { vector } from "../shapes/vector";
import { vectorTool } from "../shapes/vector-draw";
import type { ShapeKit } from "./image-shapes";

export const FIGURES: ShapeKit = {
  shapes: { ellipse, polygon, keypoint, vector },
  tools: [ellipseTool, polygonTool, keypointTool, vectorTool],
};
