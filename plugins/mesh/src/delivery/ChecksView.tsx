import Typography from '@material-ui/core/Typography';
import { DeliveryChecks } from '@onmesh/plugin-mesh-common';
import { formatMoment } from '../words/formatMoment';
import { plural } from '../words/formatNumber';

/** How many checks of the new version failed, and why as far as that is still known. */
export function ChecksView(props: { checks: DeliveryChecks }) {
  const { failed, threshold, reasons } = props.checks;
  return (
    <>
      <Typography variant="body2">
        {`${plural(failed, 'check')} failed.`}
        {threshold !== undefined &&
          ` At ${threshold} the new version is taken back.`}
      </Typography>
      {reasons.length > 0 && (
        <ul aria-label="Why checks failed">
          {reasons.map(({ at, message }, index) => (
            <li key={`${index}-${message}`}>
              {at && `${formatMoment(at)}: `}
              {message}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
