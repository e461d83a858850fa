import { useRef, useState } from 'react';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import {
  asksForReason,
  DeliveryStatus,
  describeAction,
  PossibleAction,
  Target,
} from '@onmesh/plugin-mesh-common';
import { ErrorNotice } from '../components/ErrorNotice';
import { useDelivery } from '../queries/useDelivery';
import { useDeliveryAction } from '../queries/useDeliveryAction';
import {
  rolloutActionDone,
  rolloutActionQuestions,
  rolloutActionWords,
} from '../words/rolloutActionWords';
import { DecisionDialog } from './DecisionDialog';
import { DeliveryHistory } from './DeliveryHistory';
import { GitNotice } from './GitNotice';
import { whatChanged } from './whatChanged';

/** What may be done to a delivery now, and what was done. Each action says what the person saw when they decided. */
export function DeliveryControls(props: {
  entityRef: string;
  target: Target;
  delivery: DeliveryStatus;
}) {
  const { entityRef, target, delivery } = props;
  const { actions } = delivery;
  const id = { entityRef, target };
  const { data, error } = useDelivery(id, {
    phase: delivery.phase,
    enabled: actions !== undefined,
  });
  const action = useDeliveryAction(id);
  /** As it was when its button was pressed, and not as it is by now: that is what the person decides on. */
  const [asked, setAsked] = useState<{
    action: PossibleAction;
    sentences: string[];
  }>();
  const answerRef = useRef<HTMLDivElement>(null);

  if (!actions) {
    return null;
  }
  const offered = data && !data.off ? actions : [];
  const isSpokenOf =
    data?.off && data.off.reason !== 'disabled' && actions.length > 0;

  const act = (reason: string | undefined) => {
    if (!asked) {
      return;
    }
    setAsked(undefined);
    const { action: name, seen } = asked.action;
    action.mutate(
      { action: name, seen, reason },
      // The button that had the focus may be gone; its outcome takes the focus.
      { onSettled: () => answerRef.current?.focus() },
    );
  };

  return (
    <>
      <Box display="flex" flexWrap="wrap" gridGap={8} mb={1}>
        {offered.map(one => (
          <Button
            key={one.action}
            variant={one.action === 'promote' ? 'contained' : 'outlined'}
            color={one.action === 'promote' ? 'primary' : 'default'}
            disabled={action.isPending}
            aria-haspopup="dialog"
            onClick={() => {
              action.reset();
              setAsked({
                action: one,
                sentences: describeAction(one, delivery),
              });
            }}
          >
            {rolloutActionWords[one.action]}
          </Button>
        ))}
      </Box>
      {isSpokenOf && (
        <Typography variant="body2" color="textSecondary" paragraph>
          {data.off?.message}.
        </Typography>
      )}
      <div ref={answerRef} tabIndex={-1} role="status">
        {action.isSuccess &&
          `${rolloutActionDone[action.variables.action]}. The controller carries it out, and this page follows.`}
      </div>
      {action.error && (
        <ErrorNotice
          title={`Could not do this: ${rolloutActionWords[
            action.variables.action
          ].toLowerCase()}`}
          error={action.error}
        />
      )}
      {error && (
        <ErrorNotice title="Could not read what was done to it" error={error} />
      )}
      {delivery.aborted && data?.git && (
        <GitNotice git={data.git} versions={delivery.versions} />
      )}
      {data && data.history.length > 0 && (
        <Box mb={2}>
          <DeliveryHistory events={data.history} />
        </Box>
      )}
      {asked && (
        <DecisionDialog
          question={rolloutActionQuestions[asked.action.action]}
          confirm={rolloutActionWords[asked.action.action]}
          reasonRequired={asksForReason(asked.action.action)}
          sentences={asked.sentences}
          stale={whatChanged(asked.action, actions)}
          onCancel={() => setAsked(undefined)}
          onConfirm={act}
        />
      )}
    </>
  );
}
