// Actions on texts and dialogues.

import type { TextCommands } from "../ui/context";
import { SEARCH } from "../ui/icons";
import type { Action, ActionContext } from "./action";

const GROUP = "Text";

/** The text of the selected region, else the one that the person used last. */
function current({ store, texts }: ActionContext): TextCommands | undefined {
  const region = store.region(store.selection.value.at(-1) ?? "");
  return texts.get(region?.object ?? "") ?? [...texts.values()].at(-1);
}

const writable = (context: ActionContext) => !context.store.readOnly.value;

function phraseAction(
  id: string,
  label: string,
  keys: string,
  run: (phrases: NonNullable<TextCommands["phrases"]>) => void,
): Action {
  return {
    id: `phrase:${id}`,
    label,
    group: GROUP,
    keys,
    when: (context) => current(context)?.phrases !== undefined,
    run(context) {
      const phrases = current(context)?.phrases;
      if (phrases) run(phrases);
    },
  };
}

export const TEXT_ACTIONS: readonly Action[] = [
  {
    id: "text:find",
    label: "Find in text",
    group: GROUP,
    keys: "ctrl+f",
    icon: SEARCH,
    typing: true,
    yields: true,
    when: (context) => context.texts.size > 0,
    run: (context) => current(context)?.find(),
  },
  {
    id: "text:next-span",
    label: "Next span in the text",
    group: GROUP,
    keys: "alt+n",
    when: (context) => current(context)?.hasSpans() === true,
    run: (context) => current(context)?.nextSpan(false),
  },
  {
    id: "text:previous-span",
    label: "Previous span in the text",
    group: GROUP,
    keys: "alt+p",
    when: (context) => current(context)?.hasSpans() === true,
    run: (context) => current(context)?.nextSpan(true),
  },
  {
    id: "text:label-matches",
    label: "Label all matches of the span",
    group: GROUP,
    keys: "alt+e",
    when: (context) => writable(context) && current(context)?.canLabelMatches() === true,
    run: (context) => current(context)?.labelMatches(true),
  },
  {
    id: "text:label-matches-inside",
    label: "Label all matches of the span, inside of words too",
    group: GROUP,
    keys: "alt+shift+e",
    when: (context) => writable(context) && current(context)?.canLabelMatches() === true,
    run: (context) => current(context)?.labelMatches(false),
  },
  {
    id: "text:split",
    label: "Split the span at the caret or the click",
    group: GROUP,
    keys: "alt+s",
    when: (context) => current(context)?.canSplit() === true,
    run: (context) => current(context)?.split(),
  },
  {
    id: "text:merge",
    label: "Merge the selected spans",
    group: GROUP,
    keys: "alt+g",
    when: (context) => current(context)?.canMerge() === true,
    run: (context) => current(context)?.merge(),
  },
  phraseAction("next", "Next phrase", "ctrl+down", (phrases) => phrases.next(false)),
  phraseAction("previous", "Previous phrase", "ctrl+up", (phrases) => phrases.next(true)),
  phraseAction("next-region", "Next region in the phrase", "ctrl+right", (phrases) =>
    phrases.nextRegion(false),
  ),
  phraseAction("previous-region", "Previous region in the phrase", "ctrl+left", (phrases) =>
    phrases.nextRegion(true),
  ),
  phraseAction("annotate", "Label the whole phrase", "ctrl+shift+a", (phrases) => phrases.annotate()),
  {
    id: "phrase:play",
    label: "Play or pause the recording",
    group: GROUP,
    keys: "ctrl+alt+space",
    when: (context) => current(context)?.phrases?.play !== undefined,
    run: (context) => current(context)?.phrases?.play?.(),
  },
];
