import type { Press } from "../actions/pressed";
import { press as pressChoice } from "../tags/controls/choices";
import { press as pressLabel } from "../tags/controls/labels";
import { press as pressRating } from "../tags/controls/rating";

export { validation as late } from "../core/validate";
export { Choice, Choices } from "../tags/controls/choices";
export { Label, Labels } from "../tags/controls/labels";
export { Rating } from "../tags/controls/rating";
export { RegionListTextArea, TextArea } from "../tags/controls/textarea";
export { Header } from "../tags/visual/header";
export { Style } from "../tags/visual/style";
export { UnsupportedCard } from "../tags/visual/unsupported";

/** What the key of a tag does. */
export const PRESS: { readonly [tag: string]: Press } = {
  Label: pressLabel,
  Choice: pressChoice,
  Rating: pressRating,
};
