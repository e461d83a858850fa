import Typography from '@material-ui/core/Typography';
import {
  DecisionResponse,
  describeShares,
  RequestRoute,
} from '@onmesh/plugin-mesh-common';
import { Column, DataTable } from '../components/DataTable';
import { EvidenceText } from '../components/EvidenceText';
import { StateText } from '../components/StateText';
import { verdictWords } from '../words/statusWords';

const matchedWords = { yes: 'Yes', no: 'No', unknown: 'Unknown' } as const;

const columns: Column<DecisionResponse['trace'][number]>[] = [
  {
    title: 'Policy',
    render: step => <EvidenceText evidence={step.evidence} />,
  },
  {
    title: 'Action',
    render: step => (step.dryRun ? `${step.action} (dry run)` : step.action),
  },
  { title: 'Matches', render: step => matchedWords[step.matched] },
  { title: 'Why', render: step => step.why },
];

/** The verdict about one request, and how each policy took part in it. */
export function DecisionAnswer(props: { decision: DecisionResponse }) {
  const { decision } = props;
  return (
    <>
      <Typography component="div">
        <StateText words={verdictWords[decision.verdict]}>
          : {decision.reason}
        </StateText>
      </Typography>
      {decision.evidence && (
        <Typography variant="body2">
          Decided by <EvidenceText evidence={decision.evidence} />
        </Typography>
      )}
      {decision.goesTo && <GoesTo {...decision.goesTo} />}
      <DataTable
        caption="Policies in the order in which they are evaluated"
        columns={columns}
        rows={decision.trace}
        rowKey={(_, index) => String(index)}
        empty="No policy was evaluated."
      />
    </>
  );
}

/** Which versions would answer, and the rule that says so. */
function GoesTo(route: RequestRoute) {
  const { reason, possible = [] } = route;
  return (
    <Typography variant="body2">
      Goes to: {describeShares(route)}. {reason}
      {possible.length > 0 && ` Perhaps: ${possible.join('; ')}.`}
    </Typography>
  );
}
