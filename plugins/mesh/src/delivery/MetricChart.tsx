import { makeStyles } from '@material-ui/core/styles';
import { MetricSeries } from '@onmesh/plugin-mesh-common';
import { chartGeometry } from './chartGeometry';
import { describeSeries } from './describeSeries';

const SIZE = { width: 160, height: 40 };
const MARGIN = 4;

const useStyles = makeStyles(theme => ({
  line: { fill: 'none', stroke: theme.palette.primary.main, strokeWidth: 2 },
  dot: { fill: theme.palette.primary.main },
  threshold: { strokeDasharray: '4 3', strokeWidth: 1 },
  success: { stroke: theme.palette.success.main },
  failure: { stroke: theme.palette.error.main },
}));

/** The measurements of a metric over time, with its limits dashed. Says the same in words to who does not see it. */
export function MetricChart({ series }: { series: MetricSeries }) {
  const classes = useStyles();
  const { segments, dots, thresholds } = chartGeometry(series, SIZE);
  const words = describeSeries(series);
  return (
    <svg
      role="img"
      aria-label={words}
      width={SIZE.width + 2 * MARGIN}
      height={SIZE.height + 2 * MARGIN}
      viewBox={`${-MARGIN} ${-MARGIN} ${SIZE.width + 2 * MARGIN} ${SIZE.height + 2 * MARGIN}`}
    >
      <title>{words}</title>
      {thresholds.map(({ y, bounds }, index) => (
        <line
          key={index}
          className={`${classes.threshold} ${classes[bounds]}`}
          x1={0}
          x2={SIZE.width}
          y1={y}
          y2={y}
        />
      ))}
      {segments.map((points, index) => (
        <polyline key={index} className={classes.line} points={points} />
      ))}
      {dots.map(({ x, y }, index) => (
        <circle key={index} className={classes.dot} cx={x} cy={y} r={2} />
      ))}
    </svg>
  );
}
