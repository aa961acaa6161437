// Written by js/generate.py from ls_widgets/config/tags. Do not edit.

/** What the view must know of a tag; absent means null, false or empty. */
export interface TagFacts {
  role: "object" | "control" | "label" | "visual";
  /** Kind of data an object shows. */
  surface?: string;
  /** Geometry a region control makes; absent for Labels, which takes the shape of its object. */
  shape?: string;
  /** Key of `value` that holds the answer, where it is not the type of the results. */
  payload?: string;
  /** `type` of the results, where it is not the tag's name in lower case. */
  result_type?: string;
  labels?: true;
  classification?: true;
  /** Defaults of attributes that were not written; false where there is none. */
  defaults?: { [attribute: string]: unknown };
}

export const TAGS: { readonly [tag: string]: TagFacts } = {
  Text: {"role": "object", "surface": "text", "defaults": {"encoding": "none", "selectionEnabled": true, "granularity": "symbol", "valueType": "text", "inline": true}},
  HyperText: {"role": "object", "surface": "hypertext", "defaults": {"encoding": "none", "selectionEnabled": true, "granularity": "symbol", "valueType": "text", "resolveUrls": true}},
  Paragraphs: {"role": "object", "surface": "paragraphs", "defaults": {"valueType": "json", "nameKey": "author", "textKey": "text", "layout": "none", "saveTextResult": "yes"}},
  Image: {"role": "object", "surface": "image", "defaults": {"width": "100%", "maxWidth": "100%", "maxHeight": "calc(100vh - 194px)", "zoom": true, "zoomBy": 1.1, "zoomControl": true, "selectionControl": true, "gridSize": 30, "gridColor": "#EEEEF4", "horizontalAlignment": "left", "verticalAlignment": "top", "defaultZoom": "fit", "crossOrigin": "none"}},
  Audio: {"role": "object", "surface": "audio", "defaults": {"defaultSpeed": 1, "defaultVolume": 1, "defaultZoom": 1, "defaultScale": 1, "zoom": true, "volume": true, "speed": true, "height": 96, "waveHeight": 32, "decoder": "webaudio", "player": "html5", "cursorWidth": 2, "cursorColor": "#333", "autoCenter": true, "scrollParent": true}},
  AudioPlus: {"role": "object", "surface": "audio", "defaults": {"defaultSpeed": 1, "defaultVolume": 1, "defaultZoom": 1, "defaultScale": 1, "zoom": true, "volume": true, "speed": true, "height": 96, "waveHeight": 32, "decoder": "webaudio", "player": "html5", "cursorWidth": 2, "cursorColor": "#333", "autoCenter": true, "scrollParent": true}},
  Video: {"role": "object", "surface": "video", "defaults": {"frameRate": 24, "height": 600, "timelineHeight": 64, "defaultPlaybackSpeed": 1, "minPlaybackSpeed": 0.25}},
  TimeSeries: {"role": "object", "surface": "timeseries", "defaults": {"valueType": "url", "sep": ",", "overviewWidth": "25%"}},
  Channel: {"role": "label", "defaults": {"showAxis": true, "showYAxis": true, "height": 200, "displayFormat": ".1f", "interpolation": "curveStep", "strokeWidth": 1, "markerSymbol": "circle"}},
  MultiChannel: {"role": "label", "defaults": {"showAxis": true, "showYAxis": true, "height": 200}},
  Table: {"role": "object", "surface": "table", "defaults": {"valueType": "json"}},
  List: {"role": "object", "surface": "list"},
  Pdf: {"role": "object", "surface": "pdf"},
  Chat: {"role": "object", "surface": "chat", "shape": "message", "result_type": "chatmessage"},
  ReactCode: {"role": "object", "surface": "reactcode"},
  Labels: {"role": "control", "labels": true, "defaults": {"choice": "single", "showInline": true, "opacity": 0.2, "strokeWidth": 1, "smart": true}},
  Rectangle: {"role": "control", "shape": "rectangle", "defaults": {"opacity": 0.2, "strokeWidth": 1, "smart": true, "canRotate": true, "snap": "none"}},
  RectangleLabels: {"role": "control", "shape": "rectangle", "labels": true, "defaults": {"choice": "single", "showInline": true, "opacity": 0.2, "strokeWidth": 1, "smart": true, "canRotate": true, "snap": "none"}},
  Ellipse: {"role": "control", "shape": "ellipse", "defaults": {"opacity": 0.2, "strokeWidth": 1, "smart": true, "canRotate": true}},
  EllipseLabels: {"role": "control", "shape": "ellipse", "labels": true, "defaults": {"choice": "single", "showInline": true, "opacity": 0.2, "strokeWidth": 1, "smart": true, "canRotate": true}},
  Polygon: {"role": "control", "shape": "polygon", "defaults": {"opacity": 0.2, "strokeWidth": 2, "smart": true, "pointSize": "small", "pointStyle": "circle", "snap": "none"}},
  PolygonLabels: {"role": "control", "shape": "polygon", "labels": true, "defaults": {"choice": "single", "showInline": true, "opacity": 0.2, "strokeWidth": 2, "smart": true, "pointSize": "small", "pointStyle": "circle", "snap": "none"}},
  Vector: {"role": "control", "shape": "vector", "defaults": {"opacity": 1, "strokeWidth": 2, "smart": true, "pointSize": "small", "pointStyle": "circle", "snap": "none", "pointSizeEnabled": 5, "pointSizeDisabled": 3}},
  VectorLabels: {"role": "control", "shape": "vector", "labels": true, "defaults": {"choice": "single", "showInline": true, "opacity": 1, "strokeWidth": 2, "smart": true, "pointSize": "small", "pointStyle": "circle", "snap": "none", "pointSizeEnabled": 5, "pointSizeDisabled": 3}},
  KeyPoint: {"role": "control", "shape": "keypoint", "defaults": {"opacity": 0.9, "strokeWidth": 2, "smart": true, "snap": "none"}},
  KeyPointLabels: {"role": "control", "shape": "keypoint", "labels": true, "defaults": {"choice": "single", "showInline": true, "opacity": 0.9, "strokeWidth": 2, "smart": true, "snap": "none"}},
  Brush: {"role": "control", "shape": "brush", "defaults": {"opacity": 0.2, "strokeWidth": 15, "smart": true, "choice": "single", "showInline": true}},
  BrushLabels: {"role": "control", "shape": "brush", "labels": true, "defaults": {"choice": "single", "showInline": true, "opacity": 0.2, "strokeWidth": 15, "smart": true}},
  Bitmask: {"role": "control", "shape": "bitmask", "defaults": {"opacity": 0.2, "strokeWidth": 15, "smart": true, "choice": "single", "showInline": true}},
  BitmaskLabels: {"role": "control", "shape": "bitmask", "labels": true, "defaults": {"choice": "single", "showInline": true, "opacity": 0.2, "strokeWidth": 15, "smart": true}},
  MagicWand: {"role": "control", "shape": "brush", "result_type": "brush", "defaults": {"opacity": 0.6, "blurRadius": 5, "defaultThreshold": 15}},
  HyperTextLabels: {"role": "control", "shape": "span", "labels": true, "defaults": {"choice": "single", "showInline": true, "opacity": 0.2, "strokeWidth": 1, "smart": true}},
  ParagraphLabels: {"role": "control", "shape": "span", "labels": true, "defaults": {"choice": "single", "showInline": true, "opacity": 0.2, "strokeWidth": 1, "smart": true}},
  TimeSeriesLabels: {"role": "control", "shape": "interval", "labels": true, "defaults": {"choice": "single", "showInline": true, "opacity": 0.9, "strokeWidth": 1, "smart": true}},
  TimelineLabels: {"role": "control", "shape": "timeline", "labels": true, "defaults": {"choice": "single", "showInline": true, "opacity": 0.2, "strokeWidth": 1, "smart": true}},
  VideoRectangle: {"role": "control", "shape": "boxtrack", "payload": "labels", "defaults": {"opacity": 0.2, "strokeWidth": 1, "smart": true}},
  VideoVector: {"role": "control", "shape": "vectortrack", "defaults": {"opacity": 0.2, "strokeWidth": 2, "smart": true, "pointSize": "small", "pointStyle": "circle", "snap": "none", "pointSizeEnabled": 5, "pointSizeDisabled": 3}},
  VideoVectorLabels: {"role": "control", "shape": "vectortrack", "labels": true, "defaults": {"choice": "single", "showInline": true, "opacity": 0.2, "strokeWidth": 2, "smart": true, "pointSize": "small", "pointStyle": "circle", "snap": "none", "pointSizeEnabled": 5, "pointSizeDisabled": 3}},
  OcrLabels: {"role": "control", "shape": "rectangle", "labels": true, "defaults": {"choice": "single", "showInline": true, "opacity": 0.2, "strokeWidth": 1, "smart": true}},
  Choices: {"role": "control", "classification": true, "defaults": {"choice": "single", "layout": "vertical"}},
  Taxonomy: {"role": "control", "classification": true, "defaults": {"pathSeparator": " / "}},
  TextArea: {"role": "control", "payload": "text", "classification": true, "defaults": {"rows": 1, "displayMode": "tag", "allowSubmit": true}},
  Rating: {"role": "control", "classification": true, "defaults": {"maxRating": 5, "icon": "star", "size": "medium"}},
  Number: {"role": "control", "classification": true},
  DateTime: {"role": "control", "classification": true},
  Pairwise: {"role": "control", "payload": "selected", "classification": true},
  Ranker: {"role": "control", "classification": true},
  Relations: {"role": "control", "payload": "labels", "result_type": "relation", "defaults": {"choice": "multiple"}},
  ChatMessage: {"role": "control", "shape": "message"},
  Label: {"role": "label", "defaults": {"selectedColor": "#ffffff", "aliasStyle": "opacity:0.6", "size": "medium"}},
  Choice: {"role": "label"},
  Relation: {"role": "label"},
  Bucket: {"role": "label"},
  Shortcut: {"role": "label", "defaults": {"background": "#333333"}},
  Filter: {"role": "visual", "defaults": {"placeholder": "Quick Filter", "minLength": 3, "cleanup": true}},
  View: {"role": "visual", "defaults": {"display": "block"}},
  Header: {"role": "visual", "defaults": {"size": 4}},
  Collapse: {"role": "visual", "defaults": {"accordion": true}},
  Repeater: {"role": "visual", "defaults": {"indexFlag": "{{idx}}", "mode": "list"}},
};
