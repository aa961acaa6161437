// The recording of a dialogue: which phrase is heard, and playing from one phrase or on.
import { type Signal, signal } from "@preact/signals-core";
import type { Phrase } from "./paragraphs-source";

export interface Playback {
  /** Number of the phrase that is heard, or -1. */
  readonly heard: Signal<number>;
  readonly playing: Signal<boolean>;
  /** Plays one phrase, or pauses it. */
  toggle(number: number): void;
  /** Plays on from where it stands, or pauses. */
  playOrPause(): void;
  /** Takes the element that plays; returns the end of it. */
  attach(audio: HTMLAudioElement): () => void;
}

/** The phrase that is spoken at a time: the last one that began, unless it is over. */
export function phraseAt(phrases: readonly Phrase[], time: number): number {
  return phrases.findLastIndex(
    ({ start, end }) => start !== null && start <= time && (end === null || time < end),
  );
}

export function createPlayback(phrases: readonly Phrase[]): Playback {
  const heard = signal(-1);
  const playing = signal(false);
  let audio: HTMLAudioElement | null = null;
  /** Where the phrase that was asked for ends. */
  let until: number | null = null;

  const play = () => void audio?.play().catch(() => undefined);
  return {
    heard,
    playing,
    toggle(number) {
      const phrase = phrases[number];
      if (!audio || !phrase || phrase.start === null) return;
      if (playing.peek() && heard.peek() === number) return audio.pause();
      until = phrase.end;
      audio.currentTime = phrase.start;
      heard.value = number;
      play();
    },
    playOrPause() {
      if (!audio) return;
      until = null;
      if (playing.peek()) audio.pause();
      else play();
    },
    attach(element) {
      audio = element;
      const onTime = () => {
        const now = element.currentTime;
        if (until !== null && now >= until) {
          until = null;
          element.pause();
        } else if (!element.paused) heard.value = phraseAt(phrases, now);
      };
      const onPlay = () => {
        playing.value = true;
      };
      const onPause = () => {
        playing.value = false;
      };
      const all: [string, () => void][] = [
        ["timeupdate", onTime],
        ["play", onPlay],
        ["pause", onPause],
        ["ended", onPause],
      ];
      for (const [type, handler] of all) element.addEventListener(type, handler);
      return () => {
        element.pause();
        for (const [type, handler] of all) element.removeEventListener(type, handler);
        audio = null;
      };
    },
  };
}
