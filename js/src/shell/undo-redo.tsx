import { ActionButton } from "./action-button";
import { useShell } from "./shell-context";

export function UndoRedo() {
  const { store } = useShell();
  const [undo, redo] = [store.undoLabel.value, store.redoLabel.value];
  return (
    <span class="lsw-undo">
      <ActionButton
        action="annotation:undo"
        label="Undo"
        {...(undo ? { hint: `Undo: ${undo}` } : {})}
        why="Nothing to undo"
      />
      <ActionButton
        action="annotation:redo"
        label="Redo"
        {...(redo ? { hint: `Redo: ${redo}` } : {})}
        why="Nothing to redo"
      />
    </span>
  );
}
