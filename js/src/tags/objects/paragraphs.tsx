import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { nothingThere } from "../../core/data-field";
import { text as attribute, flag } from "../../core/facts";
import { automaticColor } from "../../core/palette";
import type { TagNode } from "../../generated/wire";
import { Button } from "../../ui/button";
import { type TagProps, useView } from "../../ui/context";
import { PARAGRAPHS_CSS } from "./paragraphs.css";
import { dialogueCodec } from "./paragraphs-codec";
import { createPlayback, type Playback } from "./paragraphs-playback";
import { Player } from "./paragraphs-player";
import { clock, type Dialogue, dialogueOf, type Phrase } from "./paragraphs-source";
import { heightOf } from "./text-block";
import { reveal } from "./text-keys";
import { useRead } from "./text-load";
import type { TextModel } from "./text-model";
import { Note, TextSurface } from "./text-surface";

const PLAY = "M6 4l14 8-14 8z";
const PAUSE = "M8 5v14M16 5v14";
/** Height of a phrase beside its text, in CSS pixels. */
const BESIDE = { none: 6, dialogue: 38 } as const;

export function Paragraphs({ node }: TagProps) {
  const { editor, root } = useView();
  root.css("paragraphs", PARAGRAPHS_CSS);
  const loaded = useDialogue(node);
  if (!editor.visible(node)) return null;
  if (!loaded) return <Note name={node.name} note="Loading…" />;
  if ("problem" in loaded) return <Note name={node.name} problem={loaded.problem} />;
  if (loaded.phrases.length === 0)
    return <Note name={node.name} note={nothingThere(editor, node, "dialogue")} />;
  return <Phrases node={node} phrases={loaded.phrases} />;
}

/** The phrases of the node; null while they are fetched (`valueType="url"`). */
function useDialogue(node: TagNode): Dialogue | null {
  const { value } = node.attrs;
  const by = [attribute(node, "nameKey"), attribute(node, "textKey")] as const;
  const remote = attribute(node, "valueType") === "url" && Boolean(value) && !Array.isArray(value);
  return useRead(node, { what: "dialogue", remote, read: (given) => dialogueOf(given, ...by), by });
}

/** A colour for each speaker, in the order of their first words. */
function speakersOf(phrases: readonly Phrase[]): ReadonlyMap<string, string> {
  const colors = new Map<string, string>();
  for (const { author } of phrases)
    if (!colors.has(author)) colors.set(author, automaticColor(colors.size, author));
  return colors;
}

function Phrases({ node, phrases }: { readonly node: TagNode; readonly phrases: readonly Phrase[] }) {
  const codec = useMemo(() => dialogueCodec(node, phrases), [node, phrases]);
  const speakers = useMemo(() => speakersOf(phrases), [phrases]);
  const playback = useMemo(
    () => (node.attrs.audioUrl ? createPlayback(phrases) : null),
    [phrases, node.attrs.audioUrl],
  );
  const author = useSignal<string | null>(null);
  const timed = phrases.some(({ start }) => start !== null);
  const layout = attribute(node, "layout") === "dialogue" ? "dialogue" : "none";
  const row = (at: number, block: ComponentChildren) => {
    const phrase = phrases[at] as Phrase;
    return (
      <Row
        key={at}
        phrase={phrase}
        at={at}
        color={speakers.get(phrase.author) ?? ""}
        hidden={author.value !== null && author.value !== phrase.author}
        height={heightOf(phrase.text) + BESIDE[layout]}
        timed={timed}
        playback={playback}
      >
        {block}
      </Row>
    );
  };
  const head = (model: TextModel) => (
    <>
      {playback && <Player node={node} playback={playback} />}
      {playback && <Follow model={model} node={node} playback={playback} />}
      {speakers.size > 1 && (
        <label class="lsw-phrase-filter">
          Speaker
          <select
            onChange={({ currentTarget: { value } }) => {
              // The first option is everybody; the others have their number.
              author.value = value === "" ? null : ([...speakers.keys()][Number(value)] ?? null);
              model.unseen.value = new Set(
                phrases.flatMap((phrase, at) =>
                  author.value === null || phrase.author === author.value ? [] : [at],
                ),
              );
            }}
          >
            <option value="">All</option>
            {[...speakers.keys()].map((name, at) => (
              <option key={name} value={at}>
                {name || "(no name)"}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  );
  return (
    <TextSurface
      node={node}
      codec={codec}
      head={head}
      row={row}
      class={`lsw-${layout}`}
      playback={playback}
    />
  );
}

interface RowProps {
  readonly phrase: Phrase;
  readonly at: number;
  readonly color: string;
  readonly hidden: boolean;
  /** About how high it is before it is laid out. */
  readonly height: number;
  /** Whether any phrase has a time. */
  readonly timed: boolean;
  readonly playback: Playback | null;
  readonly children?: ComponentChildren;
}

function Row({ phrase, at, color, hidden, height, timed, playback, children }: RowProps) {
  const { author, start, end } = phrase;
  const heard = playback?.heard.value === at;
  const playing = heard && playback?.playing.value;
  return (
    <div
      class="lsw-phrase"
      data-phrase={at}
      data-heard={heard ? "" : undefined}
      hidden={hidden}
      style={{ "--lsw-speaker": color, containIntrinsicBlockSize: `auto ${height}px` }}
    >
      <div class="lsw-phrase-head">
        {playback && start !== null && (
          <Button
            class="lsw-phrase-play"
            icon={playing ? PAUSE : PLAY}
            label={`${playing ? "Pause" : "Play"} phrase ${at + 1}`}
            onClick={() => playback.toggle(at)}
          />
        )}
        <span class="lsw-phrase-name">{author}</span>
        {timed && start !== null && (
          <span class="lsw-phrase-time">
            {end === null ? clock(start) : `${clock(start)} – ${clock(end)}`}
          </span>
        )}
      </div>
      {children}
    </div>
  );
}

/** `contextScroll`: the phrase that is heard stays in sight. */
function Follow(props: { readonly model: TextModel; readonly node: TagNode; readonly playback: Playback }) {
  const { model, node, playback } = props;
  const heard = playback.heard.value;
  useEffect(() => {
    const block = model.blocks[heard];
    if (block && flag(node, "contextScroll")) reveal(model, { start: block.start, end: block.start + 1 });
  }, [heard]);
  return null;
}
