import Typography from '@material-ui/core/Typography';
import { TargetStatus, targetKey } from '@onmesh/plugin-mesh-common';
import { Facts } from '../components/Facts';
import { StateText } from '../components/StateText';
import { countFindings, findingCounts } from '../summary/countFindings';
import { isPartlyUnknown } from '../summary/isPartlyUnknown';
import { summariseDelivery } from '../summary/summariseDelivery';
import { summariseMtls } from '../summary/summariseMtls';
import { accessWords, enrolmentWords, meshWords } from '../words/statusWords';

/** One target in a few lines. */
export function TargetSummary(props: {
  status: TargetStatus;
  incomplete: boolean;
}) {
  const { status, incomplete } = props;
  return (
    <>
      <Typography variant="subtitle2" component="h3">
        {targetKey(status.target)}
      </Typography>
      <Facts
        items={[
          [
            'Mesh',
            <StateText
              key="mesh"
              words={enrolmentWords[status.enrolment.state]}
            >
              {status.mesh !== 'none' && `, ${meshWords[status.mesh].label}`}
            </StateText>,
          ],
          [
            'mTLS',
            <StateText key="mtls" words={summariseMtls(status.ports)} />,
          ],
          [
            'Access',
            <StateText
              key="access"
              words={accessWords[status.access.default]}
            />,
          ],
          [
            'Delivery',
            <StateText
              key="delivery"
              words={summariseDelivery(status.delivery)}
            />,
          ],
          [
            'Findings',
            <StateText
              key="findings"
              words={countFindings(
                findingCounts(status.findings),
                incomplete || isPartlyUnknown(status),
              )}
            />,
          ],
        ]}
      />
    </>
  );
}
