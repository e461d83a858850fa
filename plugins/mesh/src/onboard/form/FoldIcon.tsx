import SvgIcon from '@material-ui/core/SvgIcon';

/** Says that something unfolds. */
export function FoldIcon(props: { open?: boolean }) {
  return (
    <SvgIcon
      aria-hidden="true"
      style={props.open ? { transform: 'rotate(180deg)' } : undefined}
    >
      <path d="M7 10l5 5 5-5z" />
    </SvgIcon>
  );
}
