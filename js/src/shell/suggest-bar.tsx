// The model at hand: whether what is drawn asks it, and what becomes of its suggestions.
import { Button } from "../ui/button";
import { CLOSE } from "../ui/icons";
import { CHECK, WAND } from "../ui/more-icons";
import { ActionButton } from "./action-button";
import { keyText, useShell } from "./shell-context";
import { SUGGEST_CSS } from "./suggest.css";

export function SuggestBar() {
  const shell = useShell();
  const { store, root } = shell;
  root.css("suggest", SUGGEST_CSS);
  const on = store.autoAnnotate.value;
  const count = store.suggestions.value.length;
  const prompts = store.prompts.value.length;
  const asking = store.suggesting.value;
  return (
    <fieldset class="lsw-suggest" aria-label="Suggestions of the model">
      <div>
        <ActionButton action="tool:auto-detect" icon={WAND} pressed={on} class="lsw-line">
          Auto-annotation
          <kbd class="lsw-key">{keyText(shell, "tool:auto-detect")}</kbd>
        </ActionButton>
        {on && (
          <label title="accept automatically">
            <input
              type="checkbox"
              checked={store.autoAccept.value}
              onChange={(event) => {
                store.autoAccept.value = event.currentTarget.checked;
              }}
            />
            <span>accept automatically</span>
          </label>
        )}
        {asking && <span role="status">asking the model…</span>}
        {on && !asking && count === 0 && prompts === 0 && (
          <span class="lsw-quiet">what you draw asks the model</span>
        )}
        {count > 0 && (
          <>
            <span role="status">
              {count} {count === 1 ? "suggestion" : "suggestions"}
            </span>
            <Button
              label="Accept all suggestions"
              icon={CHECK}
              keys="⏎"
              class="lsw-line"
              onClick={() => store.accept()}
            >
              Accept <kbd class="lsw-key">⏎</kbd>
            </Button>
          </>
        )}
        {(count > 0 || prompts > 0 || asking) && (
          <Button
            label={count > 0 ? "Reject all suggestions" : "Take the prompt back"}
            icon={CLOSE}
            keys="Esc"
            class="lsw-line"
            onClick={() => store.reject()}
          >
            {count > 0 ? "Reject" : "Cancel"} <kbd class="lsw-key">Esc</kbd>
          </Button>
        )}
      </div>
    </fieldset>
  );
}
