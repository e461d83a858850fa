import SvgIcon from '@material-ui/core/SvgIcon';
import { makeStyles } from '@material-ui/core/styles';
import { Tone } from '../words/Tone';

// Every tone has a shape of its own, so that nothing is told by colour alone.
const circle = 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18z';
const shapes: Record<Tone, string[]> = {
  good: [circle, 'M7.5 12.5l3 3 6-7'],
  warning: ['M12 3.5l9.5 17h-19z', 'M12 10v5', 'M12 17.2v.6'],
  bad: ['M8 3h8l5 5v8l-5 5H8l-5-5V8z', 'M9 9l6 6', 'M15 9l-6 6'],
  info: [circle, 'M12 11v6', 'M12 7.2v.6'],
  running: [circle, 'M12 7v5l4 2.5'],
  neutral: [circle, 'M8 12h8'],
  unknown: [
    circle,
    'M9.4 9.6a2.6 2.6 0 1 1 3.6 2.4c-.7.3-1 .8-1 1.6',
    'M12 16.4v.6',
  ],
};

const useStyles = makeStyles(theme => ({
  root: {
    fill: 'none',
    stroke: 'currentColor',
    strokeWidth: 2,
    strokeLinecap: 'round',
    strokeLinejoin: 'round',
    flexShrink: 0,
  },
  good: { color: theme.palette.success.main },
  warning: { color: theme.palette.warning.main },
  bad: { color: theme.palette.error.main },
  info: { color: theme.palette.info.main },
  running: { color: theme.palette.info.main },
  neutral: { color: theme.palette.text.secondary },
  unknown: { color: theme.palette.text.secondary },
}));

/** Decorates a text that says the same; screen readers skip it. */
export function ToneIcon(props: { tone: Tone }) {
  const classes = useStyles();
  return (
    <SvgIcon
      aria-hidden="true"
      fontSize="small"
      className={`${classes.root} ${classes[props.tone]}`}
    >
      {shapes[props.tone].map(path => (
        <path key={path} d={path} />
      ))}
    </SvgIcon>
  );
}
