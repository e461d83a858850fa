import { useRef, useState } from 'react';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import {
  CanaryRevision,
  DeliveryStatus,
  GateStatus,
  isSameRevision,
  Target,
} from '@onmesh/plugin-mesh-common';
import { ErrorNotice } from '../components/ErrorNotice';
import { Notice } from '../components/Notice';
import { useGateAction } from '../queries/useGateAction';
import { useGates } from '../queries/useGates';
import { formatAge } from '../words/formatAge';
import { formatMoment } from '../words/formatMoment';
import {
  gateApproveWords,
  gateDone,
  gateEffects,
  gateQuestions,
  gateWithdrawWords,
} from '../words/gateWords';
import { DecisionDialog } from './DecisionDialog';
import { GateHistory } from './GateHistory';
import { GateUrls } from './GateUrls';

/** Approvals that Flagger asks for here: what waits, what was approved, and who may. */
export function GateControls(props: {
  entityRef: string;
  target: Target;
  delivery: DeliveryStatus;
}) {
  const { entityRef, target, delivery } = props;
  const id = { entityRef, target };
  const { data, error, dataUpdatedAt } = useGates(id, {
    enabled: delivery.controller === 'flagger',
  });
  const action = useGateAction(id);
  /** As it was when the button was pressed: that is what the person decides on. */
  const [asked, setAsked] = useState<{
    gate: GateStatus['gate'];
    seen: CanaryRevision;
  }>();
  const answerRef = useRef<HTMLDivElement>(null);

  if (error) {
    return <ErrorNotice title="Could not read the approvals" error={error} />;
  }
  if (!data) {
    return null;
  }
  const { off, gates, url, history } = data;
  const usable = gates.filter(({ problem }) => !problem);
  const waits = gates.some(({ waiting }) => waiting);
  // The button that had the focus may be gone; its outcome takes the focus.
  const toOutcome = { onSettled: () => answerRef.current?.focus() };

  return (
    <>
      {gates
        .flatMap(({ problem }) => problem ?? [])
        .slice(0, 1)
        .map(problem => (
          <Notice key={problem} severity="warning">
            {problem}
          </Notice>
        ))}
      {off && waits && <Notice severity="info">{off.message}</Notice>}
      {usable.map(
        ({ gate, approval }) =>
          approval && (
            <Notice
              key={gate}
              severity="success"
              title={gateDone[gate]}
              action={
                !off && (
                  <Button
                    color="inherit"
                    size="small"
                    disabled={action.isPending}
                    onClick={() =>
                      action.mutate({ approve: false, gate }, toOutcome)
                    }
                  >
                    {gateWithdrawWords[gate]}
                  </Button>
                )
              }
            >
              {`By ${approval.by}, for version ${approval.checksum}, until ${formatMoment(approval.until)}. Flagger hears it when it asks next.`}
            </Notice>
          ),
      )}
      {!off && (
        <Box display="flex" flexWrap="wrap" gridGap={8} mb={1}>
          {usable.filter(isOffered).map(({ gate, revision }) => (
            <Button
              key={gate}
              variant={gate === 'rollback' ? 'outlined' : 'contained'}
              color={gate === 'rollback' ? 'default' : 'primary'}
              disabled={action.isPending}
              aria-haspopup="dialog"
              onClick={() => {
                action.reset();
                setAsked(revision && { gate, seen: revision });
              }}
            >
              {gateApproveWords[gate]}
            </Button>
          ))}
        </Box>
      )}
      <div ref={answerRef} tabIndex={-1} role="status">
        {action.data &&
          (action.variables.approve
            ? `${gateDone[action.variables.gate]}.`
            : 'Withdrawn. Flagger is refused from now on.')}
      </div>
      {action.error && (
        <ErrorNotice title="Could not do this" error={action.error} />
      )}
      {gates.length > 0 && (
        <Typography paragraph color="textSecondary">
          {url?.askedAt
            ? `Flagger last asked ${formatAge(url.askedAt, dataUpdatedAt)}.`
            : 'Flagger has not asked here yet.'}
        </Typography>
      )}
      {!off && (gates.length === 0 || usable.length < gates.length) && (
        <Box mb={2}>
          <GateUrls delivery={id} replaces={url !== undefined} />
        </Box>
      )}
      {history.length > 0 && (
        <Box mb={2}>
          <GateHistory events={history} />
        </Box>
      )}
      {asked && (
        <DecisionDialog
          question={gateQuestions[asked.gate]}
          sentences={[
            `${gateEffects[asked.gate]} This is about ${describeVersion(asked.seen, delivery)}, and about no later version.`,
          ]}
          confirm={gateApproveWords[asked.gate]}
          stale={
            isStillThere(asked.seen, gates)
              ? undefined
              : 'Another version is on its way, or none any more.'
          }
          onCancel={() => setAsked(undefined)}
          onConfirm={reason => {
            setAsked(undefined);
            action.mutate({ approve: true, ...asked, reason }, toOutcome);
          }}
        />
      )}
    </>
  );
}

/** Taking back and letting more requests through can be said at any time; the others once they hold the delivery up. */
function isOffered({ gate, waiting, revision, approval }: GateStatus): boolean {
  return (
    revision !== undefined &&
    approval === undefined &&
    (waiting || gate === 'rollback' || gate === 'confirm-traffic-increase')
  );
}

function isStillThere(seen: CanaryRevision, gates: GateStatus[]): boolean {
  return gates.some(
    ({ revision }) => revision && isSameRevision(revision, seen),
  );
}

function describeVersion(
  { checksum, generation }: CanaryRevision,
  { versions }: DeliveryStatus,
): string {
  const images = versions
    .filter(({ role }) => role === 'canary')
    .flatMap(version => version.images);
  return [
    generation === undefined
      ? `version ${checksum}`
      : `generation ${generation} of the workload`,
    images.length > 0 ? ` (${images.join(', ')})` : '',
  ].join('');
}
