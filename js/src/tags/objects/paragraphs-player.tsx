// The player of a dialogue's recording.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { flag } from "../../core/facts";
import type { TagNode } from "../../generated/wire";
import { useView } from "../../ui/context";
import type { Playback } from "./paragraphs-playback";

export function Player({ node, playback }: { readonly node: TagNode; readonly playback: Playback }) {
  const { media } = useView();
  const audio = useRef<HTMLAudioElement>(null);
  const address = useSignal("");
  const problem = useSignal("");
  const { audioUrl } = node.attrs;
  useEffect(() => {
    const stop = new AbortController();
    const value = typeof audioUrl === "string" ? { url: audioUrl } : audioUrl;
    media.url(value, stop.signal).then(
      (url) => {
        if (!stop.signal.aborted) address.value = url;
      },
      (error: Error) => {
        if (!stop.signal.aborted) problem.value = `The recording could not be loaded. ${error.message}`;
      },
    );
    return () => stop.abort();
  }, [audioUrl]);
  useEffect(() => (audio.current ? playback.attach(audio.current) : undefined), [playback]);
  return (
    <>
      {problem.value && (
        <p class="lsw-text-note" role="alert">
          {problem.value}
        </p>
      )}
      {/* biome-ignore lint/a11y/useMediaCaption: the dialogue below is its caption */}
      <audio
        ref={audio}
        class="lsw-phrase-audio"
        controls={flag(node, "showPlayer")}
        preload="metadata"
        src={address.value || undefined}
        onError={() => {
          if (address.value) problem.value = "The recording could not be played.";
        }}
      />
    </>
  );
}
