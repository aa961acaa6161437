/** `path` is one of the shapes of `icons.ts`, on a grid of 24. */
export function Icon({ path }: { readonly path: string }) {
  return (
    <svg class="lsw-icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
