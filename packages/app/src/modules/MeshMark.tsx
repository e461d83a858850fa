/** Onmesh's mark: three linked services. Takes the colour of the text around it. */
export function MeshMark(props: { size: number }) {
  return (
    <svg
      width={props.size}
      height={props.size}
      viewBox="0 0 32 32"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.5"
      aria-hidden="true"
    >
      <path d="M16 8.5 L8.5 22 M16 8.5 L23.5 22 M9 23.5 L23 23.5" />
      <g fill="currentColor" stroke="none">
        <circle cx="16" cy="7" r="4.5" />
        <circle cx="7" cy="24" r="4.5" />
        <circle cx="25" cy="24" r="4.5" />
      </g>
    </svg>
  );
}
